/* The map of one panel, free of any framework: geodash.map.create(element, panel, options) → {select, resize, destroy}.
   options: {style: map_style.json, onPick(pick), attribution: bool, map}. Leaflet gives pan and zoom; the ground is one
   canvas, the story one SVG, the lettering is computed anew whenever the view comes to rest. `map`: an L.map that
   another has made without controls (folium), to be drawn in instead of one of our own. */
(function (root) {
  "use strict";

  const { mercator, lettering, symbols, scenes, ground } = root.geodash;
  const PADDING = 0.3; // share of the view drawn beyond each edge, so that a pan shows ground at once
  const FLY_IN = 0.8; // zoom levels a selected place may be brought nearer
  const PAPER = 620; // px: what a portrait A4 or Letter page leaves within its margins (12-page.css)
  const NARROW = 560; // px: below, labels take their narrow sizes
  // What the map says by itself; a page in another language brings its own as panel.words.
  const ENGLISH = {
    map: "Map: {title}", zoomIn: "Zoom in", zoomOut: "Zoom out", reset: "Reset view", fingers: "Use two fingers to move the map",
    scroll: "Use {key} + scroll to zoom", scale: "Scale: the bar is {length}", at: "{length} at {latitude}",
  };
  const LEAFLET = {
    zoomSnap: 0, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, zoomControl: false, attributionControl: false, boxZoom: false,
    scrollWheelZoom: false, maxBoundsViscosity: 1, fadeAnimation: false,
  };
  let count = 0;

  const still = () => root.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const set = (list) => new Set(list || []);

  /* A map that another has made, with our manners. */
  function taken(L, map, motion) {
    L.setOptions(map, Object.assign({}, LEAFLET, motion));
    map.boxZoom.disable();
    map.scrollWheelZoom.disable();
    map._zoomAnimated = map._zoomAnimated && motion.zoomAnimation; // read once, when a map is made
    return map;
  }

  function create(element, panel, options) {
    if (!options || !options.style) throw new Error("geodash.map.create: options.style (map_style.json) is missing");
    const L = root.L, style = options.style, uid = "gd" + ++count;
    const pick = (given) => { if (options.onPick) options.onPick(Object.assign({ event_ids: [], place_id: null, proposal_ids: [], panel_id: null }, given)); };
    const words = Object.assign({}, ENGLISH, panel.words), fill = (template, values) => template.replace(/\{(\w+)\}/g, (hole, name) => values[name]);
    const model = scenes.read(panel, style);
    let map = null, story = null, home = null, moved = false, selected = {}, last = [], width = 0, took = 0;

    element.classList.add("gd-map");
    const view = options.map ? options.map.getContainer() : document.createElement("div");
    view.classList.add("gd-map__view");
    view.setAttribute("role", "region");
    view.setAttribute("aria-label", fill(words.map, { title: panel.aria || panel.title || "" }));
    view.style.background = style.ground.sea;
    element.appendChild(view);
    const css = getComputedStyle(element), families = {};
    for (const name of ["sans", "serif"]) families[name] = css.getPropertyValue("--font-" + name).trim() || style.fonts[name];
    const measure = measurer(style, families, () => width < NARROW);

    function start() {
      const motion = { zoomAnimation: !still(), inertia: !still() };
      map = options.map ? taken(L, options.map, motion) : L.map(view, Object.assign({}, LEAFLET, motion));
      fit();
      new (ground.layer(L))({ padding: PADDING, model, style }).addTo(map);
      story = L.svg({ padding: PADDING }).addTo(map);
      build();
      controls();
      gestures();
      map.on("moveend", draw);
      draw();
      letterAgainWithFonts();
    }

    /* Widths measured before the fonts are there are wrong: measure again once they are. */
    function letterAgainWithFonts() {
      const faces = Object.values(style.labels).filter((t) => t.font).map((t) => `${t.italic ? "italic" : "normal"} ${t.weight} 14px ${families[t.font]}`);
      const missing = [...set(faces)].filter((face) => !document.fonts.check(face));
      if (missing.length) Promise.all(missing.map((face) => document.fonts.load(face))).then(() => { if (map) { measure.forget(); draw(); } }, () => {});
    }

    /* Show the panel exactly, at the present width. */
    function fit() {
      width = element.clientWidth;
      element.style.setProperty("--on-paper", Math.min(1, PAPER / width).toFixed(4)); // no script runs between layout and print
      home = mercator.frame(panel, width);
      view.style.height = home.height + "px";
      map.invalidateSize({ pan: false, animate: false });
      const [w, s, e, n] = home.bbox, bounds = [[s, w], [n, e]], exact = map.options;
      exact.minZoom = exact.maxZoom = undefined;
      map.setMaxBounds(null);
      map.fitBounds(bounds, { animate: false });
      home.zoom = map.getZoom();
      const g = home.ground, cover = map.getBoundsZoom([[g[1], g[0]], [g[3], g[2]]], true);
      exact.minZoom = Math.min(home.zoom, Math.max(cover, panel.minZoom === undefined ? home.zoom : panel.minZoom));
      exact.maxZoom = Math.max(panel.maxZoom || 0, home.zoom + 1);
      map.setMaxBounds([[g[1], g[0]], [g[3], g[2]]]);
      moved = false;
    }

    const items = { shapes: [], marks: [], insets: [] }; // each {item, node, move(view), light(on)}, in the model's order
    let letters = null;
    function build() {
      L.DomUtil.addClass(story._container, "gd-story");
      const layer = (name) => story._rootGroup.appendChild(symbols.svg("g", { class: "gd-" + name }));
      story._rootGroup.appendChild(symbols.definitions(style, uid));
      const shapes = layer("shapes"), insets = layer("insets"), marks = ((letters = layer("labels")), layer("marks"));
      const add = (list, into, item, made) => {
        made.node.dataset.id = item.id || item.panel_id;
        into.appendChild(made.node);
        list.push(Object.assign(made, { item }));
      };
      for (const { shape } of model.shapes) add(items.shapes, shapes, shape, symbols.shape(shape, style, uid, () => clicked(shape)));
      for (const inset of model.insets) add(items.insets, insets, inset, symbols.inset(inset, style, () => clicked(inset)));
      for (const mark of model.marks) add(items.marks, marks, mark, symbols.mark(mark, style, () => clicked(mark)));
    }

    /* A click that ends a drag is none. */
    function clicked(item) {
      if (map.dragging.moved()) return;
      const place = item.lines || item.panel_id ? null : item.id; // notes and insets are no places
      pick({ event_ids: item.event_ids || [], proposal_ids: item.proposal_ids || [], place_id: place, panel_id: item.panel_id || null });
    }

    /* Everything that depends on the view: positions, paths, scale, lettering. */
    function draw() {
      const began = performance.now(), size = map.getSize(), origin = map.getPixelOrigin(), corner = map.containerPointToLayerPoint([0, 0]);
      const at = {
        width: size.x, height: size.y, narrow: width < NARROW, padding: PADDING, scale: 256 * 2 ** map.getZoom(),
        ox: origin.x + corner.x, oy: origin.y + corner.y, dx: corner.x, dy: corner.y,
      };
      const composed = scenes.compose(model, at, style, measure);
      for (const kind in items) items[kind].forEach((item, i) => item.move(composed[kind][i]));
      measureScale(at);
      composed.scene.obstacles.push(...furniture());
      last = lettering.layOut(composed.scene);
      letter(composed.scene, at);
      light();
      reset.hidden = !moved && Math.abs(map.getZoom() - home.zoom) < 1e-3;
      took = performance.now() - began;
    }

    function letter(scene, at) {
      const held = letters.contains(document.activeElement) ? document.activeElement.dataset.for : null;
      const anchors = new Map(scene.notes.map((n) => [n.note.id, n]));
      const made = last.map((placed) => {
        const owner = placed.owner, halo = scenes.under(placed.option, scene, model, style.ground);
        const node = symbols.label(Object.assign({ anchor: anchors.get(placed.id) }, placed), style, { narrow: at.narrow, families, halo, dx: at.dx, dy: at.dy });
        if (owner.note) symbols.pressable(node, owner.note.lines.join(" "), () => clicked(owner.note));
        else {
          node.setAttribute("aria-hidden", "true"); // its mark or shape says it, as a button
          const thing = owner.mark || owner.shape || owner.inset;
          if (thing) node.addEventListener("click", () => clicked(thing));
        }
        return node;
      });
      letters.replaceChildren(...made.reverse()); // the story's on top
      if (held) for (const node of made) if (node.dataset.for === held) node.focus({ preventScroll: true });
    }

    /* ---- furniture: scale bar, zoom buttons, hint ---- */
    const scaleNode = element.appendChild(document.createElement("div")), bar = document.createElement("span"), barText = document.createElement("span");
    scaleNode.className = "gd-map__scale";
    scaleNode.setAttribute("role", "img");
    scaleNode.append(barText, bar);
    const box = element.appendChild(document.createElement("div"));
    box.className = "gd-map__controls";
    const control = (label, sign, act) => {
      const b = document.createElement("button");
      b.type = "button"; b.className = "gd-map__button"; b.title = label; b.textContent = sign;
      b.setAttribute("aria-label", label + (panel.title ? ": " + panel.title : ""));
      b.addEventListener("click", act);
      return box.appendChild(b);
    };
    let reset = { hidden: true };
    const hint = element.appendChild(document.createElement("div"));
    hint.className = "gd-map__hint"; hint.setAttribute("aria-hidden", "true");

    function controls() {
      control(words.zoomIn, "+", () => { moved = true; map.zoomIn(); });
      control(words.zoomOut, "−", () => { moved = true; map.zoomOut(); });
      reset = control(words.reset, "↺", () => goHome());
      reset.hidden = true;
      if (options.attribution && panel.attribution) {
        const line = element.appendChild(document.createElement("div"));
        line.className = "gd-map__attribution"; line.textContent = panel.attribution;
      }
    }

    function goHome() {
      const [w, s, e, n] = home.bbox;
      moved = false;
      map.fitBounds([[s, w], [n, e]], { animate: !still() && Math.abs(map.getZoom() - home.zoom) < 1.5 });
    }

    function measureScale(at) {
      const { lat } = map.getCenter(), b = map.getBounds(), cos = (v) => Math.cos((v * Math.PI) / 180);
      const made = mercator.scaleBar(mercator.metresPerPixel(lat, at.scale), at.narrow ? 84 : 110, panel.words);
      const stretch = cos(lat) / Math.min(cos(b.getNorth()), cos(b.getSouth()));
      bar.style.width = made.px.toFixed(1) + "px";
      // One bar cannot hold for all latitudes of a large map: say for which it does.
      const latitude = `${Math.abs(Math.round(lat))}° ${lat < 0 ? "S" : "N"}`;
      barText.textContent = stretch > 1.5 ? fill(words.at, { length: made.label, latitude }) : made.label;
      scaleNode.setAttribute("aria-label", fill(words.scale, { length: barText.textContent }));
    }

    function furniture() {
      const frame = view.getBoundingClientRect();
      return [scaleNode, box].map((n) => { const r = n.getBoundingClientRect(); return { x0: r.left - frame.left - 4, y0: r.top - frame.top - 4, x1: r.right - frame.left + 4, y1: r.bottom - frame.top + 4 }; });
    }

    /* ---- gestures: the page scrolls, unless the reader means the map ---- */
    let fade = 0;
    function say(words) {
      hint.textContent = words; hint.classList.add("is-on");
      clearTimeout(fade);
      fade = setTimeout(() => hint.classList.remove("is-on"), 1400);
    }
    function gestures() {
      const mac = /Mac|iPhone|iPad/.test(navigator.platform || "");
      view.addEventListener("wheel", (event) => {
        if (event.ctrlKey || event.metaKey) { event.preventDefault(); moved = true; map.scrollWheelZoom.enable(); hint.classList.remove("is-on"); }
        else { map.scrollWheelZoom.disable(); say(fill(words.scroll, { key: mac ? "⌘" : "Ctrl" })); }
      }, { capture: true, passive: false });
      view.addEventListener("pointerdown", (event) => { map.dragging[event.pointerType === "touch" ? "disable" : "enable"](); }, { capture: true });
      view.addEventListener("touchmove", (event) => {
        if (event.touches.length > 1) { if (event.cancelable) event.preventDefault(); moved = true; hint.classList.remove("is-on"); }
        else if (event.cancelable) say(words.fingers);
      }, { passive: false });
      map.on("dragend", () => { moved = true; });
      map.on("dblclick", () => { moved = true; });
      // Leaflet's own keys move the map; Escape and Tab, which also reach it from a mark, do not.
      map.on("keydown", ({ originalEvent: { keyCode: key } }) => { if (key in map.keyboard._panKeys || key in map.keyboard._zoomKeys) moved = true; });
    }

    /* ---- selection ---- */
    function light() {
      const places = set(selected.places), events = set(selected.events), proposals = set(selected.proposals), on = new Set();
      const hit = (i) => places.has(i.id) || (i.event_ids || []).some((e) => events.has(e)) || (i.proposal_ids || []).some((p) => proposals.has(p));
      for (const i of [...items.shapes, ...items.marks]) {
        const lit = hit(i.item);
        i.light(lit);
        i.node.classList.toggle("is-lit", lit);
        i.node.setAttribute("aria-pressed", String(lit));
        if (lit) on.add(i.item.id);
      }
      for (const note of model.notes) if (hit(note)) on.add(note.id);
      for (const label of letters.children) label.classList.toggle("is-lit", on.has(label.dataset.for));
    }

    function select(next) {
      const before = selected.fly;
      selected = next || {};
      if (!map) return;
      light();
      if (selected.fly && selected.fly !== before) flyTo(selected.fly);
      else if (!selected.fly && before && moved === "flown") goHome();
    }

    function flyTo(id) {
      const mark = model.marks.find((m) => m.id === id), shape = mark ? null : model.shapes.find((s) => s.shape.id === id);
      if (!mark && !(shape && shape.bounds)) return;
      const go = (center, zoom) => {
        const near = Math.max(home.zoom, Math.min(map.options.maxZoom, zoom)), away = map.latLngToContainerPoint(center).distanceTo(map.getSize().divideBy(2));
        if (Math.abs(near - map.getZoom()) < 0.02 && away < 4) return;
        moved = moved === true ? true : "flown";
        if (still()) map.setView(center, near, { animate: false }); else map.flyTo(center, near, { duration: 0.6, easeLinearity: 0.5 });
      };
      const limit = map.options.maxBounds;
      const keep = (center, zoom) => map._limitCenter ? map._limitCenter(L.latLng(center), zoom, limit) : center;
      if (mark) {
        const zoom = Math.max(map.getZoom(), home.zoom + FLY_IN);
        return go(keep([mark.lat, model.turn(mark.lon)], zoom), zoom);
      }
      const b = shape.bounds, bounds = L.latLngBounds([mercator.lat(b.y1), mercator.lon(b.x0)], [mercator.lat(b.y0), mercator.lon(b.x1)]);
      const zoom = Math.max(home.zoom, Math.min(map.getBoundsZoom(bounds, false, L.point(60, 60)), home.zoom + FLY_IN));
      go(keep(bounds.getCenter(), zoom), zoom);
    }

    /* ---- life ---- */
    function resize() {
      if (!element.clientWidth) return;
      if (!map) { width = element.clientWidth; start(); if (selected.fly) flyTo(selected.fly); return; }
      if (element.clientWidth === width) return;
      const keep = moved === true ? { center: map.getCenter(), zoom: map.getZoom() - home.zoom } : null;
      fit();
      measure.forget();
      if (keep) { map.setView(keep.center, home.zoom + keep.zoom, { animate: false }); moved = true; } else draw();
    }
    const observer = new ResizeObserver(() => resize());
    observer.observe(element);
    resize();

    return {
      select,
      resize,
      destroy() {
        observer.disconnect();
        clearTimeout(fade);
        if (map) map.remove();
        map = null;
        element.replaceChildren();
        element.classList.remove("gd-map");
      },
      /* For tests and tools: what is lettered now, in view pixels. */
      state: () => ({ took, zoom: map && map.getZoom(), home: home && home.zoom, labels: last.map(({ id, option: o }) => ({ id, x0: o.x0, y0: o.y0, x1: o.x1, y1: o.y1, lines: o.block.lines.map((l) => l.text) })) }),
    };
  }

  function measurer(style, families, narrow) {
    const context = document.createElement("canvas").getContext("2d");
    let known = new Map();
    const measure = (text, kind) => {
      const key = kind + "\n" + narrow() + "\n" + text;
      if (!known.has(key)) {
        const t = symbols.type(kind, style, narrow()), family = families[style.labels[kind].font];
        context.font = `${t.style} ${t.weight} ${t.size}px ${family}`;
        known.set(key, context.measureText(text).width + t.spacing * Array.from(text).length);
      }
      return known.get(key);
    };
    measure.forget = () => { known = new Map(); };
    return measure;
  }

  root.geodash.map = { create };
})(window);
