/* A piece of static page from plain data: a node is text or [tag, attributes, …children]; text only ever becomes text. */
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

  /* What makes elements of a document, where there is no React: for build's `create`. */
  const elements = (document) => (tag, props, ...children) => {
    const element = document.createElement(tag);
    for (const name of Object.keys(props)) element.setAttribute(name === "className" ? "class" : name, props[name]);
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  const api = { build, elements };
  root.geodash = Object.assign(root.geodash || {}, { fragment: api });
  if (typeof module !== "undefined") module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
