/* The Dash component geodash_page.Fragment: a piece of static page from plain data, in one component.
   Dash gives every component a subscription of its own; a page of a thousand spans would answer a click in tenths of a
   second. A node is text or [tag, attributes, …children]; text only ever becomes text. Clicks on [data-pick] are reported. */
(function (root) {
  "use strict";

  const TAGS = new Set(("a article blockquote button cite details div figcaption figure h1 h2 h3 header li main mark nav p section span " +
    "strong summary ul").split(" "));
  const PLAIN = { class: "className", dir: "dir", hidden: "hidden", href: "href", id: "id", lang: "lang", rel: "rel", role: "role", title: "title", type: "type" };
  const LINK = /^(https?:\/\/|\/(?!\/)|#)/i;

  function attributes(given) {
    const props = {};
    for (const name of Object.keys(given || {})) {
      const value = given[name];
      if (name === "href" && !LINK.test(value)) continue;
      if (PLAIN[name]) props[PLAIN[name]] = value;
      else if (/^(data|aria)-[a-z-]+$/.test(name)) props[name] = value;
    }
    return props;
  }

  function build(node, create) {
    if (node === null || node === undefined) return null;
    if (!Array.isArray(node)) return String(node);
    const [tag, given, ...children] = node;
    return TAGS.has(tag) ? create(tag, attributes(given), ...children.map((child) => build(child, create))) : null;
  }

  const api = { build };
  root.geodash = Object.assign(root.geodash || {}, { fragment: api });
  if (typeof module !== "undefined") { module.exports = api; return; }

  function Fragment(props) {
    const { React } = root;
    const content = React.useMemo(() => props.nodes.map((node) => build(node, React.createElement)), [props.nodes]);
    const onClick = (event) => {
      const control = event.target.closest("[data-pick]");
      if (control) props.setProps({ picked: { kind: control.dataset.kind, id: control.dataset.pick, t: Date.now() } });
    };
    return React.createElement("div", { id: props.id, className: props.className, onClick }, ...content);
  }

  root.geodash_page = Object.assign(root.geodash_page || {}, { Fragment });
})(typeof window !== "undefined" ? window : globalThis);
