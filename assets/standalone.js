/* The page of one file (geodash/folium_map.py): all text comes from the JSON island #geodash-story and is only ever text.
   folium makes a Leaflet map for each panel and hands it over by number; show() puts the page round them and links it.
   Not for Dash: app.py leaves this script out. */
(function (root) {
  "use strict";

  const EDGE = 12, BESIDE = 106, LEAST = 240; // px, of a map alone: at its sides; title, line and sources; the narrowest
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /* What geodash/packing.py packed: {data, scale, lines} → data with its lines of points. */
  function unpack({ data, scale, lines: text }) {
    const points = [], lines = [];
    let at = 0, x = 0, y = 0;
    const number = () => {
      let value = 0, unit = 1;
      for (;;) {
        const digit = ALPHABET.indexOf(text[at++]);
        value += (digit & 31) * unit;
        if (digit < 32) return value;
        unit *= 32;
      }
    };
    const signed = () => { const n = number(); return n % 2 ? -(n + 1) / 2 : n / 2; };
    while (at < text.length) {
      const line = [], length = number();
      while (line.length < length) {
        const run = number(), way = run % 4;
        let from = way ? points.length - number() : 0;
        for (let n = (run - way) / 4; n > 0; n--) {
          if (way) { [x, y] = points[from]; from += way === 1 ? 1 : -1; } else { x += signed(); y += signed(); }
          points.push([x, y]);
          line.push([x / scale, y / scale]);
        }
      }
      lines.push(line);
    }
    const read = (value, key) => {
      if (typeof value === "number") return key === "coordinates" ? lines[value] : value;
      if (Array.isArray(value)) return value.map((one) => read(one, key));
      return value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, read(v, k)])) : value;
    };
    return read(data, "");
  }

  const api = { unpack };
  root.geodash = Object.assign(root.geodash || {}, { standalone: api });
  if (typeof module !== "undefined") { module.exports = api; return; }

  const { fragment, linking, map: maps } = root.geodash, given = [];
  api.adopt = (number, leaflet) => { given[number] = leaflet; };

  api.show = () => {
    const story = JSON.parse(document.getElementById("geodash-story").textContent);
    document.title = story.title;
    document.body.prepend(fragment.build(story.page, fragment.elements(document)));
    if (story.height) shrink(story);
    const drawn = story.panels.map((packed, number) => {
      const panel = Object.assign({}, packed, { base: unpack(packed.base) }), holder = document.querySelector(`[data-map="${number}"]`);
      const made = maps.create(holder, panel, { style: story.style, map: given[number], onPick: (value) => pick(value, true) });
      return { id: panel.id, made };
    });
    let selection = "";
    const set = (query) => {
      selection = query;
      const lit = linking.page.light(query, story.links);
      for (const { id, made } of drawn) made.select(linking.page.ofMap(lit, id));
      const line = document.querySelector("[data-told]");
      if (line) line.textContent = [...lit.events, ...lit.proposals].map((id) => story.told[id]).filter(Boolean).join(" · ");
    };
    const pick = (value, onMap) => {
      const next = linking.page.afterPick(value, onMap, selection);
      if (next !== null) set(next);
    };
    linking.page.hold({
      held: () => selection,
      stated: () => location.hash.slice(1),
      address: story.height ? null : (query) => (query ? "#" + query : location.pathname + location.search),
      set,
    });
    document.body.addEventListener("click", (event) => {
      const control = event.target.closest("[data-pick]");
      if (control) pick({ kind: control.dataset.kind, id: control.dataset.pick }, false);
    });
    set(linking.page.addressed() || story.selection);
  };

  /* A map alone in a frame of so many px: as wide as lets all of it be seen. */
  function shrink(story) {
    const [alone] = document.querySelectorAll(".alone"), parts = [...alone.children], frame = (width) => root.geodash.mercator.frame(story.panels[0], width);
    const fit = () => {
      let width = document.documentElement.clientWidth - 2 * EDGE;
      while (width > LEAST && frame(width).height > story.height - BESIDE) width -= 4;
      for (const part of parts) part.style.maxWidth = width + "px";
    };
    fit();
    root.addEventListener("resize", fit);
  }
})(typeof window !== "undefined" ? window : globalThis);
