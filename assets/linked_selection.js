/* Linking: what is picked makes the selection, and everything lit is a function of (story, selection).
   The selection is a query string ("event=e1&place=gn:1"), kept in the page and in its address; no server is asked.
   `links` is geodash.components.links.links_json: {events: {id: [place]}, proposals: {id: [place]}, panels: {place: panel}, tags}. */
(function (root) {
  "use strict";

  const FIELDS = ["event", "place", "proposal", "panel"];
  const LONGEST = 200;

  /* ---- pure ---- */

  function parse(query) {
    const given = new URLSearchParams(query || ""), found = {};
    for (const name of FIELDS) {
      const value = given.get(name);
      if (value && value.length <= LONGEST) found[name] = value;
    }
    return found;
  }

  function format(selection) {
    const query = new URLSearchParams();
    for (const name of FIELDS) if (selection[name]) query.set(name, selection[name]);
    return query.toString();
  }

  const has = (table, key) => key !== undefined && Object.prototype.hasOwnProperty.call(table, key);

  /* What a selection lights; the same rule as Links.targets in selection.py. The first event is the one to show. */
  function resolve(selection, links) {
    let events = [], proposals = [], places = [];
    if (has(links.events, selection.event)) {
      events = [selection.event];
      places = links.events[selection.event];
    } else if (has(links.proposals, selection.proposal)) {
      proposals = [selection.proposal];
      places = links.proposals[selection.proposal];
    }
    const place = selection.place;
    if (has(links.panels, place)) {
      const told = (table) => Object.keys(table).filter((id) => table[id].includes(place));
      if (!events.length && !proposals.length) {
        events = told(links.events);
        proposals = told(links.proposals);
        places = [place];
      } else if (places.includes(place)) {
        places = [place].concat(places.filter((p) => p !== place));
        if (events.length) events = events.concat(told(links.events).filter((e) => e !== events[0]));
      }
    }
    const fly = places.find((p) => has(links.panels, p)) || null;
    return { events, places, proposals, panel: fly ? links.panels[fly] : selection.panel || null, fly };
  }

  /* A second pick of the same control clears. */
  function picked(kind, id, before) {
    const next = { [kind]: id };
    return format(next) === format(before) ? {} : next;
  }

  /* A pick on a map: each further pick of a mark with several events shows the next one, then clears. */
  function pickedOnMap(pick, before) {
    if (pick.panel_id) return picked("panel", pick.panel_id, before);
    const place = pick.place_id || undefined, events = pick.event_ids || [], proposals = pick.proposal_ids || [];
    if (events.length) {
      const at = before.place === place ? events.indexOf(before.event) : -1;
      return at + 1 < events.length ? clean({ event: events[at + 1], place }) : {};
    }
    if (proposals.length) {
      const at = proposals.indexOf(before.proposal);
      return at + 1 < proposals.length ? { proposal: proposals[at + 1] } : {};
    }
    return place ? picked("place", place, before) : {};
  }

  const clean = (selection) => Object.fromEntries(Object.entries(selection).filter(([, v]) => v));

  /* Whether a filter leaves a card. */
  const leaves = (filter, tags) => filter === "all" || !tags || tags.includes(filter);

  const api = { parse, format, resolve, picked, pickedOnMap, leaves };
  root.geodash = Object.assign(root.geodash || {}, { linking: api });
  if (typeof module !== "undefined") { module.exports = api; return; }

  /* ---- the page, whoever holds its selection: linked_selection_dash.js, standalone.js ---- */

  const WIDE = "(min-width: 1000px)"; // as in 12-page.css
  const GAP = 16, FOOT = 96; // px: of the page below its columns
  let origin = "address", holder = null;
  const smooth = () => (root.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const whole = (selector) => document.querySelector(selector);
  const named = (attribute, value) => `[${attribute}="${CSS.escape(value)}"]`;

  /* One entry in the history for having selected at all: Back clears, and Back again leaves the page. */
  function remember(query) {
    if (!holder.address || query === holder.stated()) return;
    const address = holder.address(query);
    try {
      if (query && !(history.state && history.state.selected)) history.pushState({ selected: true }, "", address);
      else history.replaceState(history.state, "", address);
    } catch { /* a file in a sandbox has no address of its own: the selection is kept in the page alone */ }
  }

  /* Bring what is lit into view: the card for a pick on a map, the map for a pick beside it. */
  function show(lit) {
    const beside = lit.events.length ? whole(named("data-card", lit.events[0]))
      : lit.proposals.length ? whole(named("data-zone", lit.proposals[0])) : null;
    if (beside && (origin === "map" || origin === "address")) beside.scrollIntoView({ block: "nearest", behavior: origin === "map" ? smooth() : "auto" });
    const panel = lit.panel && whole(`.panel${named("data-panel", lit.panel)}`);
    if (!panel) return;
    if (root.matchMedia(WIDE).matches) follow(panel, beside);
    else if (origin === "place" || origin === "panel") panel.scrollIntoView({ block: "start", behavior: smooth() });
  }

  /* The column of maps sticks while the cards scroll by. Slide it so that the panel that flies is in view, and where the
     top of the page leaves no room for that, scroll as far as what was picked stays in view. */
  function follow(panel, beside) {
    const column = panel.closest(".maps"), above = panel.offsetTop; // the column is its offset parent
    const over = column.offsetHeight - root.innerHeight, spare = column.parentElement.offsetHeight - column.offsetHeight;
    column.style.setProperty("--stick", `${Math.round(Math.min(GAP, root.innerHeight - panel.offsetHeight - GAP) - above)}px`);
    // Past its end the column may run on below the cards, or the last cards could not have the first panel beside them.
    column.style.marginBottom = over > 0 && spare > 0 ? `${-over - FOOT}px` : "";
    const hidden = column.getBoundingClientRect().top + above + panel.offsetHeight + GAP - root.innerHeight;
    const most = origin === "panel" || !beside ? Infinity : beside.getBoundingClientRect().top - GAP;
    const by = Math.min(hidden, most);
    if (by > 1) root.scrollBy({ top: by, behavior: smooth() });
  }

  /* The selection as the page's address has it. */
  function addressed() {
    origin = "address";
    return format(parse(holder.stated()));
  }

  /* The selection after a pick, or null where the pick changes none. `before`: the present one. */
  function afterPick(value, onMap, before) {
    if (onMap) {
      origin = value.panel_id ? "panel" : "map";
      return format(pickedOnMap(value, parse(before)));
    }
    if (value.kind === "filter") { filter(value.id); return null; }
    origin = value.kind;
    return format(picked(value.kind, value.id, parse(before)));
  }

  /* Light all of the page but its maps; what a map of a panel is to light is `ofMap`. */
  function light(query, links) {
    const selection = parse(query), lit = resolve(selection, links);
    paint(selection, lit);
    if (lit.events.length && !leaves(currentFilter(), links.tags[lit.events[0]])) filter("all");
    remember(query);
    root.requestAnimationFrame(() => show(lit));
    return lit;
  }

  const ofMap = (lit, panel) => ({
    places: lit.places, events: lit.events, proposals: lit.proposals, panel: lit.panel, fly: panel === lit.panel ? lit.fly : null,
  });

  /* Cards, statuses and controls are static (32-fragment.js): what is lit of them is a class and aria-pressed. */
  function paint(selection, lit) {
    const each = (selector, ids, key) => document.querySelectorAll(selector).forEach((node) => {
      const at = ids.indexOf(node.dataset[key]);
      node.classList.toggle("is-lit", at === 0);
      node.classList.toggle("is-marked", at > 0);
    });
    each("[data-card]", lit.events, "card");
    each("[data-zone]", lit.proposals, "zone");
    const chosen = { event: lit.events[0], proposal: lit.proposals[0], place: selection.place };
    document.querySelectorAll("[data-pick]").forEach((node) => {
      const { kind, pick: id } = node.dataset;
      if (kind !== "filter") node.setAttribute("aria-pressed", String(chosen[kind] === id));
    });
  }

  const list = () => whole("[data-filter]");
  const currentFilter = () => (list() ? list().dataset.filter : "all");

  function filter(key) {
    if (!list()) return;
    list().dataset.filter = key;
    list().querySelectorAll('[data-kind="filter"]').forEach((chip) => chip.setAttribute("aria-pressed", String(chip.dataset.pick === key)));
  }

  /* Escape clears; Back and Forward go to what the address says.
     given: {held(): the selection, or null while there is no page, stated(): what the address says, set(query),
     address(query), which a page without an address of its own has not} */
  function hold(given) {
    holder = given;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !holder.held()) return;
      origin = "key";
      holder.set("");
      event.preventDefault();
    });
    root.addEventListener("popstate", () => { if (holder.held() !== null) holder.set(addressed()); });
  }

  api.page = { hold, addressed, afterPick, light, ofMap };
})(typeof window !== "undefined" ? window : globalThis);
