/* The map of one panel, free of any framework: geodash.map.create(element, panel, options) → {select, resize, destroy}.
   options: {style: map_style.json, onPick(pick), attribution: bool}. Leaflet gives pan and zoom; the ground is one canvas,
   the story one SVG, the lettering is computed anew whenever the view comes to rest. */
(function (root) {
  "use strict";

  const { mercator, field, lettering, symbols } = root.geodash;
  const PADDING = 0.3; // share of the view drawn beyond each edge, so that a pan shows ground at once
  const APART = 22; // px between the middles of marks: nearer ones would swallow each other's clicks
  const FLY_IN = 0.8; // zoom levels a selected place may be brought nearer
  const NARROW = 560; // px: below, labels take their narrow sizes
  let count = 0;

  const still = () => root.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const set = (list) => new Set(list || []);

  function create(element, panel, options) {
    if (!options || !options.style) throw new Error("geodash.map.create: options.style (map_style.json) is missing");
    const L = root.L, style = options.style, uid = "gd" + ++count;
    const pick = (given) => { if (options.onPick) options.onPick(Object.assign({ event_ids: [], place_id: null, proposal_ids: [], panel_id: null }, given)); };
    const model = read(panel, style);
    let map = null, story = null, home = null, moved = false, selected = {}, last = [], width = 0, took = 0;

    element.classList.add("gd-map");
    const view = document.createElement("div");
    view.className = "gd-map__view";
    view.setAttribute("role", "region");
    view.setAttribute("aria-label", "Map: " + (panel.aria || panel.title || ""));
    view.style.background = style.ground.sea;
    element.appendChild(view);
    const css = getComputedStyle(element), families = {};
    for (const name of ["sans", "serif"]) families[name] = css.getPropertyValue("--font-" + name).trim() || style.fonts[name];
    const measure = measurer(style, families, () => width < NARROW);

    function start() {
      map = L.map(view, {
        zoomSnap: 0, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, zoomControl: false, attributionControl: false, boxZoom: false,
        scrollWheelZoom: false, maxBoundsViscosity: 1, zoomAnimation: !still(), fadeAnimation: false, inertia: !still(),
      });
      fit();
      new (ground(L))({ padding: PADDING, model, style }).addTo(map);
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

    const items = []; // {kind, item, ids, node, move, light}
    function build() {
      story._container.setAttribute("class", (story._container.getAttribute("class") || "") + " gd-story");
      const layer = (name) => story._rootGroup.appendChild(symbols.svg("g", { class: "gd-" + name }));
      story._rootGroup.appendChild(symbols.definitions(style, uid));
      const order = { country: 0, area: 1, fuzzy: 2, zone: 3, line: 4, "proposed-line": 5 };
      const shapesLayer = layer("shapes"), insetLayer = layer("insets"), labelLayer = layer("labels"), markLayer = layer("marks");
      build.labels = labelLayer;
      const add = (kind, item, into, made) => { into.appendChild(made.node); made.node.dataset.id = item.id || item.panel_id; items.push(Object.assign(made, { kind, item })); };
      for (const s of model.shapes.slice().sort((a, b) => order[a.shape.symbol] - order[b.shape.symbol])) {
        add("shape", s.shape, shapesLayer, symbols.shape(s.shape, style, uid, () => clicked(s.shape)));
        items[items.length - 1].model = s;
      }
      for (const i of panel.insets || []) add("inset", i, insetLayer, symbols.inset(i, style, () => unlessDragged(() => pick({ panel_id: i.panel_id }))));
      for (const m of panel.marks || []) add("mark", m, markLayer, symbols.mark(m, style, () => clicked(m)));
    }

    const unlessDragged = (act) => { if (!(map.dragging && map.dragging.moved())) act(); };
    const clicked = (item) => unlessDragged(() => pick({ event_ids: item.event_ids || [], proposal_ids: item.proposal_ids || [], place_id: item.lines ? null : item.id }));

    /* Everything that depends on the view: positions, paths, lettering, scale. */
    function draw() {
      const began = performance.now();
      const size = map.getSize(), scale = 256 * 2 ** map.getZoom(), origin = map.getPixelOrigin(), pane = map.containerPointToLayerPoint([0, 0]);
      const ox = origin.x + pane.x, oy = origin.y + pane.y; // world px of the view's corner
      const screen = (lon, lat) => ({ x: mercator.x(model.turn(lon)) * scale - ox, y: mercator.y(lat) * scale - oy });
      const flat = (points) => { const out = new Float32Array(points.length); for (let i = 0; i < out.length; i += 2) { out[i] = points[i] * scale - ox; out[i + 1] = points[i + 1] * scale - oy; } return out; };
      const reach = { x0: (ox - size.x * PADDING) / scale, y0: (oy - size.y * PADDING) / scale, x1: (ox + size.x * (1 + PADDING)) / scale, y1: (oy + size.y * (1 + PADDING)) / scale };
      const near = (part) => part.x1 > reach.x0 && part.x0 < reach.x1 && part.y1 > reach.y0 && part.y0 < reach.y1;
      const onScreen = (parts) => parts.filter(near).map((p) => flat(p.points));
      const scene = { width: size.x, height: size.y, narrow: width < NARROW, style, measure, marks: [], shapes: [], notes: [], insets: [], ground: [], obstacles: [] };
      const within = (p) => p.x > -4 && p.y > -4 && p.x < size.x + 4 && p.y < size.y + 4;

      const f = (scene.field = field.create(size.x, size.y));
      f.story = new Int16Array(f.ids.length);
      model.areas.forEach((a, i) => field.fill(f, f.ids, onScreen(a.rings), i + 1));
      field.fill(f, f.ids, onScreen(model.lakes), 0);
      for (const line of [model.coast, model.border, model.disputed]) for (const points of onScreen(line)) field.trace(f, f.lines, points, 1);

      const path = (lines, close) => lines.map((p) => pathData(p, pane.x, pane.y, close)).join("");
      items.filter((i) => i.kind === "shape").forEach((i, n) => {
        const rings = onScreen(i.model.rings), lines = onScreen(i.model.lines), line = i.model.line;
        i.move({ fill: line ? "" : path(rings, true), line: path(lines, false) });
        if (line) {
          const longest = lines.sort((a, b) => b.length - a.length)[0];
          if (longest) { scene.shapes.push({ shape: i.item, longest: dense(longest) }); for (const p of lines) field.trace(f, f.hard, p, 1); }
        } else {
          field.fill(f, f.story, rings, n + 1);
          for (const p of lines) field.trace(f, f.lines, p, 1);
          scene.shapes.push({ shape: i.item, number: n + 1 });
        }
      });
      const seen = field.parts(f, f.story);
      scene.shapes = scene.shapes.filter((s) => s.longest || (s.part = seen.get(s.number)));
      scene.parts = field.parts(f, f.ids);
      scene.numbers = model.numbers;

      const marks = items.filter((i) => i.kind === "mark").map((i) => {
        const p = screen(i.item.lon, i.item.lat), look = style.symbols[i.item.symbol];
        const m = { i, mark: i.item, x: p.x, y: p.y, tx: p.x, ty: p.y, r: look.radius + (look.width || 0) / 2, seen: within(p) };
        m.radius = (i.item.radius_m || 0) / mercator.metresPerPixel(i.item.lat, scale);
        if (look.extent) m.reach = Math.min(48, Math.max(look.extent.minRadius, m.radius)); // its label stands outside the ring
        return m;
      });
      spread(marks.filter((m) => m.seen), size);
      for (const m of marks) {
        m.i.move(Object.assign({}, m, { x: m.x + pane.x, y: m.y + pane.y, tx: m.tx + pane.x, ty: m.ty + pane.y }));
        if (!m.seen) continue;
        scene.marks.push(m);
        scene.obstacles.push({ x0: m.x - m.r - 1, y0: m.y - m.r - 1, x1: m.x + m.r + 1, y1: m.y + m.r + 1, owner: m.mark.id });
      }
      for (const note of panel.notes || []) { const p = screen(note.anchor[0], note.anchor[1]); if (within(p)) scene.notes.push({ note, x: p.x, y: p.y }); }
      for (const i of items.filter((n) => n.kind === "inset")) {
        const [w, s, e, n] = mercator.unbroken(i.item.bbox), a = screen(w, n), b = screen(e, s), least = Math.max(0, style.symbols.inset.minSize - (b.x - a.x)) / 2;
        const v = { inset: i.item, x0: a.x - least, y0: a.y - least, x1: b.x + least, y1: b.y + least };
        v.seen = v.x1 > 0 && v.y1 > 0 && v.x0 < size.x && v.y0 < size.y;
        i.move({ seen: v.seen, x0: v.x0 + pane.x, y0: v.y0 + pane.y, x1: v.x1 + pane.x, y1: v.y1 + pane.y });
        if (v.seen) { scene.insets.push(v); scene.obstacles.push(Object.assign({ owner: "inset:" + i.item.panel_id }, v)); }
      }
      for (const label of model.ground) {
        const p = screen(label.lon, label.lat);
        if (label.kind !== "country" && !within(p)) continue;
        if (scene.marks.some((m) => (label.kind === "city" || label.kind === "capital") && Math.hypot(m.tx - p.x, m.ty - p.y) < 9)) continue;
        scene.ground.push(Object.assign({}, label, p));
      }
      scale_(scene);
      scene.obstacles.push(...furniture());

      const linesIn = field.summed(f, f.lines), hardIn = field.summed(f, f.hard), focusIn = field.summed(f, f.ids.map((id) => (model.focus.has(id) ? 1 : 0)));
      const cells = (b) => Math.max(1, ((b.x1 - b.x0) * (b.y1 - b.y0)) / field.CELL ** 2);
      scene.soft = (b) => (lettering.LINE_COST * linesIn(b)) / cells(b);
      scene.blocked = (b) => hardIn(b) > 0;
      scene.focusShare = (b) => Math.min(1, focusIn(b) / cells(b));
      last = lettering.layOut(scene);
      letter(last, scene, pane);
      light();
      reset.hidden = !moved && Math.abs(map.getZoom() - home.zoom) < 1e-3;
      took = performance.now() - began;
    }

    function letter(placed, scene, pane) {
      const f = scene.field, anchors = new Map(scene.notes.map((n) => [n.note.id, n]));
      const made = placed.map((p) => {
        const o = p.option, wet = field.share(f, f.ids, o, 0), under = field.at(f, f.ids, (o.x0 + o.x1) / 2, (o.y0 + o.y1) / 2);
        const halo = wet > 0.6 ? style.ground.sea : model.focus.has(under) ? style.ground.focus : style.ground.land;
        const node = symbols.label(Object.assign({ anchor: anchors.get(p.id) }, p), style, { narrow: scene.narrow, families, halo, dx: pane.x, dy: pane.y });
        const owner = p.owner.mark || p.owner.shape || p.owner.note;
        if (owner) node.addEventListener("click", () => clicked(owner));
        else if (p.owner.inset) node.addEventListener("click", () => unlessDragged(() => pick({ panel_id: p.owner.inset.panel_id })));
        if (p.owner.note) node.setAttribute("role", "note");
        else node.setAttribute("aria-hidden", "true"); // its mark or shape says it, as a button
        return node;
      });
      build.labels.replaceChildren(...made.reverse()); // the story's labels last, on top
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
      control("Zoom in", "+", () => { moved = true; map.zoomIn(); });
      control("Zoom out", "−", () => { moved = true; map.zoomOut(); });
      reset = control("Reset view", "↺", () => goHome());
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

    function scale_(scene) {
      const c = map.getCenter(), world = 256 * 2 ** map.getZoom(), made = mercator.scaleBar(mercator.metresPerPixel(c.lat, world), scene.narrow ? 84 : 110);
      const b = map.getBounds(), cos = (v) => Math.cos((v * Math.PI) / 180), ratio = Math.max(cos(c.lat) / cos(b.getNorth()), cos(c.lat) / cos(b.getSouth()));
      bar.style.width = made.px.toFixed(1) + "px";
      // On a map of the world one bar cannot hold for all latitudes: say for which it does.
      barText.textContent = made.label + (ratio > 1.5 ? ` at ${Math.abs(Math.round(c.lat))}° ${c.lat < 0 ? "S" : "N"}` : "");
      scaleNode.setAttribute("aria-label", "Scale: the bar is " + barText.textContent);
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
        else { map.scrollWheelZoom.disable(); say(`Use ${mac ? "⌘" : "Ctrl"} + scroll to zoom`); }
      }, { capture: true, passive: false });
      view.addEventListener("pointerdown", (event) => { map.dragging[event.pointerType === "touch" ? "disable" : "enable"](); }, { capture: true });
      view.addEventListener("touchmove", (event) => {
        if (event.touches.length > 1) { if (event.cancelable) event.preventDefault(); moved = true; hint.classList.remove("is-on"); }
        else if (event.cancelable) say("Use two fingers to move the map");
      }, { passive: false });
      map.on("dragend", () => { moved = true; });
      map.on("dblclick", () => { moved = true; });
      map.on("keydown", () => { moved = true; });
    }

    /* ---- selection ---- */
    function light() {
      const places = set(selected.places), events = set(selected.events), proposals = set(selected.proposals);
      const hit = (i) => places.has(i.id) || (i.event_ids || []).some((e) => events.has(e)) || (i.proposal_ids || []).some((p) => proposals.has(p));
      const on = new Set();
      for (const i of items) {
        const lit = i.kind !== "inset" && hit(i.item);
        i.light(lit);
        i.node.classList.toggle("is-lit", lit);
        i.node.setAttribute("aria-pressed", String(lit));
        if (lit) on.add(i.item.id);
      }
      for (const n of panel.notes || []) if (hit(n)) on.add(n.id);
      for (const node of build.labels.children) node.classList.toggle("is-lit", on.has(node.dataset.for));
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
      const found = items.find((i) => i.kind !== "inset" && i.item.id === id);
      if (!found) return;
      const go = (center, zoom) => {
        const near = Math.max(home.zoom, Math.min(map.options.maxZoom, zoom)), away = map.latLngToContainerPoint(center).distanceTo(map.getSize().divideBy(2));
        if (Math.abs(near - map.getZoom()) < 0.02 && away < 4) return;
        moved = moved === true ? true : "flown";
        if (still()) map.setView(center, near, { animate: false }); else map.flyTo(center, near, { duration: 0.6, easeLinearity: 0.5 });
      };
      const limit = map.options.maxBounds;
      const keep = (center, zoom) => map._limitCenter ? map._limitCenter(L.latLng(center), zoom, limit) : center;
      if (found.kind === "mark") {
        const zoom = Math.max(map.getZoom(), home.zoom + FLY_IN);
        return go(keep([found.item.lat, model.turn(found.item.lon)], zoom), zoom);
      }
      const b = found.model.bounds;
      if (!b) return;
      const bounds = L.latLngBounds([mercator.lat(b.y1), mercator.lon(b.x0)], [mercator.lat(b.y0), mercator.lon(b.x1)]);
      const zoom = Math.max(home.zoom, Math.min(map.getBoundsZoom(bounds, false, L.point(60, 60)), home.zoom + FLY_IN));
      go(keep(bounds.getCenter(), zoom), zoom);
    }

    /* ---- life ---- */
    function resize() {
      if (!element.clientWidth) return;
      if (!map) { width = element.clientWidth; start(); if (Object.keys(selected).length) select(Object.assign({}, selected)); return; }
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

  /* The panel's geometry on the unit square, once. */
  function read(panel, style) {
    const turn = mercator.turner(panel.bbox), base = panel.base || {}, flat = (g) => mercator.flatten(g, turn);
    const areas = (base.areas || []).map((a) => ({ ref: a.ref, focus: Boolean(a.focus), rings: flat(a.geometry) }));
    const g = mercator.frame(panel, 1000).ground, clip = { x0: mercator.x(g[0]), x1: mercator.x(g[2]), y0: mercator.y(g[3]), y1: mercator.y(g[1]) };
    const borders = (kind) => (base.borders || []).filter((b) => (b.kind === "disputed") === kind).flatMap((b) => flat(b.geometry));
    const shapes = (panel.shapes || []).map((shape) => {
      const line = style.symbols[shape.symbol].shape === "line";
      const parts = shape.geometry ? flat(shape.geometry) : areas.filter((a) => a.ref === shape.ref).flatMap((a) => a.rings);
      const rings = parts.filter((p) => p.closed), bounds = parts.reduce((b, p) => ({ x0: Math.min(b.x0, p.x0), y0: Math.min(b.y0, p.y0), x1: Math.max(b.x1, p.x1), y1: Math.max(b.y1, p.y1) }), { x0: 2, y0: 2, x1: -2, y1: -2 });
      return { shape, line, rings, lines: line ? parts : mercator.outline(rings, clip), bounds: parts.length ? bounds : null };
    });
    const told = new Set(shapes.map((s) => "l:" + s.shape.ref)), names = set([...(panel.marks || []), ...(panel.shapes || [])].map((i) => i.name));
    return {
      turn, areas, shapes,
      numbers: new Map(areas.map((a, i) => [a.ref, i + 1])),
      focus: new Set(areas.map((a, i) => (a.focus ? i + 1 : 0)).filter(Boolean)),
      coast: flat(base.coast), lakes: flat(base.lakes), border: borders(false), disputed: borders(true),
      ground: (panel.labels || []).filter((l) => !told.has(l.id) && !names.has(l.text)),
    };
  }

  /* Path data in layer pixels to a tenth, without points nearer than half a pixel. */
  function pathData(points, dx, dy, close) {
    let d = "", px = NaN, py = NaN;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i] + dx, y = points[i + 1] + dy;
      if (i && i < points.length - 2 && Math.abs(x - px) < 0.5 && Math.abs(y - py) < 0.5) continue;
      d += (i ? "L" : "M") + x.toFixed(1) + " " + y.toFixed(1);
      px = x; py = y;
    }
    return d && close ? d + "Z" : d;
  }

  /* A line with a point at least every 6 px, so that a long straight border has anchors in view. */
  function dense(line) {
    const out = [];
    for (let i = 0; i + 3 < line.length; i += 2) {
      const steps = Math.min(2000, Math.max(1, Math.ceil(Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]) / 6)));
      for (let s = 0; s < steps; s++) out.push(line[i] + ((line[i + 2] - line[i]) * s) / steps, line[i + 1] + ((line[i + 3] - line[i + 1]) * s) / steps);
    }
    out.push(line[line.length - 2], line[line.length - 1]);
    return out;
  }

  /* Move marks that lie on one another apart, a little; a tick keeps each tied to its true point. */
  function spread(marks, size) {
    for (let round = 0; round < 60; round++) {
      let touched = false;
      for (let i = 0; i < marks.length; i++) {
        for (let j = i + 1; j < marks.length; j++) {
          const a = marks[i], b = marks[j];
          let dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy);
          if (d >= APART) continue;
          if (d < 0.01) { dx = Math.cos(i + j * 2.4); dy = Math.sin(i + j * 2.4); d = 1; }
          const push = (APART + 0.5 - Math.hypot(b.x - a.x, b.y - a.y)) / 2 / d;
          a.x -= dx * push; a.y -= dy * push; b.x += dx * push; b.y += dy * push;
          touched = true;
        }
      }
      for (const m of marks) { m.x = Math.max(8, Math.min(size.x - 8, m.x)); m.y = Math.max(8, Math.min(size.y - 8, m.y)); }
      if (!touched) break;
    }
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

  /* The ground: land, focus, lakes as three fills without stroke, so that no clip edge shows; then the lines. */
  function ground(L) {
    return L.Renderer.extend({
      _initContainer() { this._container = document.createElement("canvas"); this._container.className = "gd-ground"; },
      _destroyContainer() { this._container.remove(); delete this._container; },
      _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        const b = this._bounds, size = b.getSize(), dpr = Math.min(root.devicePixelRatio || 1, 3), canvas = this._container;
        L.DomUtil.setPosition(canvas, b.min);
        canvas.width = size.x * dpr; canvas.height = size.y * dpr;
        canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
        const scale = 256 * 2 ** this._map.getZoom(), origin = this._map.getPixelOrigin();
        paint(canvas.getContext("2d"), this.options, { scale, ox: origin.x + b.min.x, oy: origin.y + b.min.y, w: size.x, h: size.y, dpr });
        this.fire("update");
      },
    });
  }

  function paint(c, { model, style }, { scale, ox, oy, w, h, dpr }) {
    const look = style.ground;
    c.setTransform(dpr, 0, 0, dpr, 0, 0);
    c.lineJoin = "round";
    const seen = (p) => p.x1 * scale > ox && p.x0 * scale < ox + w && p.y1 * scale > oy && p.y0 * scale < oy + h;
    const route = (parts) => {
      c.beginPath();
      for (const p of parts) {
        if (!seen(p)) continue;
        let px = NaN, py = NaN;
        for (let i = 0, points = p.points; i < points.length; i += 2) {
          const x = points[i] * scale - ox, y = points[i + 1] * scale - oy;
          if (i === 0) c.moveTo(x, y);
          else if (Math.abs(x - px) < 0.4 && Math.abs(y - py) < 0.4 && i < points.length - 2) continue;
          else c.lineTo(x, y);
          px = x; py = y;
        }
        if (p.closed) c.closePath();
      }
    };
    const fill = (parts, color) => { route(parts); c.fillStyle = color; c.fill("nonzero"); };
    const stroke = (parts, { color, width, dash }) => { route(parts); c.strokeStyle = color; c.lineWidth = width; c.setLineDash(dash || []); c.stroke(); };
    fill(model.areas.flatMap((a) => a.rings), look.land);
    fill(model.areas.filter((a) => a.focus).flatMap((a) => a.rings), look.focus);
    fill(model.lakes, look.lake);
    stroke(model.lakes, look.coast);
    stroke(model.border, look.border);
    stroke(model.disputed, look.disputed);
    stroke(model.coast, look.coast);
  }

  root.geodash.map = { create };
})(window);
