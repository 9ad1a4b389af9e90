/* The Dash component geodash_page.Fragment: a piece of static page in one component. Dash gives every component a
   subscription of its own; a page of a thousand spans would answer a click in tenths of a second. React comes from Dash.
   Clicks on [data-pick] are reported. */
(function (root) {
  "use strict";

  const { build } = root.geodash.fragment;

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
})(window);
