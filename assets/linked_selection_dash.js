/* Linking as Dash's clientside callbacks (geodash/callbacks.py): the selection is kept in a component and in the query. */
(function (root) {
  "use strict";

  const { page } = root.geodash.linking, SELECTION = "selection";
  let text = null, table = null;
  const tableOf = (given) => {
    if (given !== text) { table = JSON.parse(given); text = given; }
    return table;
  };

  function pick(picks, clicks, current) {
    const { triggered_id: id, triggered } = root.dash_clientside.callback_context, value = id && triggered[0].value;
    if (!id) return page.addressed();
    const next = value ? page.afterPick(value, id.map !== undefined, current) : null;
    return next === null ? root.dash_clientside.no_update : next;
  }

  function light(query, links) {
    const lit = page.light(query, tableOf(links)), maps = root.dash_clientside.callback_context.outputs_list[1];
    return [lit.panel || "", maps.map(({ id }) => page.ofMap(lit, id.map))];
  }

  page.hold({
    held: () => { const holder = document.getElementById(SELECTION); return holder ? holder.dataset.selection || "" : null; },
    stated: () => location.search.replace(/^\?/, ""),
    address: (query) => location.pathname + (query ? "?" + query : "") + location.hash,
    set: (query) => root.dash_clientside.set_props(SELECTION, { "data-selection": query }),
  });

  root.dash_clientside = Object.assign(root.dash_clientside || {}, { geodash: { pick, light } });
})(window);
