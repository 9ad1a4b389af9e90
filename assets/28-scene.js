/* From a panel and a view to a scene: what of the story is where on screen, and the raster of the ground that the lettering
   asks. Pure; world coordinates are those of 22-mercator.js. */
(function (root) {
  "use strict";

  const node = typeof module !== "undefined";
  const mercator = node ? require("./22-mercator.js") : root.geodash.mercator;
  const field = node ? require("./21-field.js") : root.geodash.field;
  const lettering = node ? require("./24-lettering.js") : root.geodash.lettering;

  const ORDER = ["country", "area", "fuzzy", "sketch", "estimate", "zone", "line", "proposed-line"]; // from the ground up
  const APART = 22; // px between the middles of marks: nearer ones would swallow each other's clicks
  const WIDEST_RING = 48; // px: round a wider ring of uncertainty its label would be too far from the mark
  const SAME = 9; // px: a town's own dot so near a mark is that mark

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
    const told = new Set(shapes.map((s) => "l:" + s.shape.ref)), names = new Set([...(panel.marks || []), ...(panel.shapes || [])].map((i) => i.name));
    return {
      words: panel.words || {}, turn, areas, shapes: shapes.sort((a, b) => ORDER.indexOf(a.shape.symbol) - ORDER.indexOf(b.shape.symbol)),
      marks: panel.marks || [], notes: panel.notes || [], insets: panel.insets || [],
      numbers: new Map(areas.map((a, i) => [a.ref, i + 1])),
      focus: new Set(areas.map((a, i) => (a.focus ? i + 1 : 0)).filter(Boolean)),
      coast: flat(base.coast), lakes: flat(base.lakes), border: borders(false), disputed: borders(true),
      ground: (panel.labels || []).filter((l) => !told.has(l.id) && !names.has(l.text)),
    };
  }

  /* view: {width, height, narrow, scale (world px), ox, oy (world px of the view's corner), dx, dy (layer px of the same
     corner), padding}. → {scene for lettering.layOut, shapes, marks, insets}: these last for drawing, in layer px. */
  function compose(model, view, style, measure) {
    const { scale, ox, oy, dx, dy } = view, f = field.create(view.width, view.height);
    f.story = new Int16Array(f.ids.length);
    const scene = { width: view.width, height: view.height, narrow: view.narrow, words: model.words, style, measure, field: f, numbers: model.numbers, marks: [], shapes: [], notes: [], insets: [], ground: [], obstacles: [] };
    const screen = (lon, lat) => ({ x: mercator.x(model.turn(lon)) * scale - ox, y: mercator.y(lat) * scale - oy });
    const within = (p) => p.x > -4 && p.y > -4 && p.x < view.width + 4 && p.y < view.height + 4;
    const spare = { x: view.width * view.padding, y: view.height * view.padding };
    const near = (p) => p.x1 * scale > ox - spare.x && p.x0 * scale < ox + view.width + spare.x && p.y1 * scale > oy - spare.y && p.y0 * scale < oy + view.height + spare.y;
    const flat = (points) => onScreen(points, scale, ox, oy);
    const seen = (parts) => parts.filter(near).map((p) => flat(p.points));

    model.areas.forEach((area, i) => field.fill(f, f.ids, seen(area.rings), i + 1));
    field.fill(f, f.ids, seen(model.lakes), 0);
    for (const lines of [model.coast, model.border, model.disputed]) for (const line of seen(lines)) field.trace(f, f.lines, line, 1);

    const shapes = model.shapes.map(({ shape, line, rings, lines }, n) => {
      const areas = line ? [] : seen(rings), edges = seen(lines);
      if (line && edges.length) scene.shapes.push({ shape, longest: dense(edges.reduce((a, b) => (b.length > a.length ? b : a))) });
      if (!line) { field.fill(f, f.story, areas, n + 1); scene.shapes.push({ shape, number: n + 1 }); }
      for (const edge of edges) field.trace(f, line ? f.hard : f.lines, edge, 1);
      const path = (all, close) => all.map((points) => pathData(points, dx, dy, close)).join("");
      return { fill: path(areas, true), line: path(edges, false) };
    });
    const parts = field.parts(f, f.story);
    scene.shapes = scene.shapes.filter((s) => s.longest || (s.part = parts.get(s.number)));
    scene.parts = field.parts(f, f.ids);

    const marks = model.marks.map((mark) => {
      const p = screen(mark.lon, mark.lat), look = style.symbols[mark.symbol];
      const m = { mark, x: p.x, y: p.y, tx: p.x, ty: p.y, r: look.radius + (look.width || 0) / 2, seen: within(p) };
      m.radius = (mark.radius_m || 0) / mercator.metresPerPixel(mark.lat, scale);
      if (look.extent) m.reach = Math.min(WIDEST_RING, Math.max(look.extent.minRadius, m.radius)); // the label stands outside it
      return m;
    });
    scene.marks = spread(marks.filter((m) => m.seen), view);
    for (const m of scene.marks) scene.obstacles.push({ x0: m.x - m.r - 1, y0: m.y - m.r - 1, x1: m.x + m.r + 1, y1: m.y + m.r + 1, owner: m.mark.id });

    const insets = model.insets.map((inset) => {
      const [w, s, e, n] = mercator.unbroken(inset.bbox), a = screen(w, n), b = { x: a.x + ((e - w) / 360) * scale, y: screen(w, s).y };
      const grow = Math.max(0, style.symbols.inset.minSize - (b.x - a.x)) / 2;
      const v = { inset, owner: "inset:" + inset.panel_id, open: true, x0: a.x - grow, y0: a.y - grow, x1: b.x + grow, y1: b.y + grow };
      v.seen = v.x1 > 0 && v.y1 > 0 && v.x0 < view.width && v.y0 < view.height;
      if (v.seen) { scene.insets.push(v); scene.obstacles.push(v); }
      return v;
    });
    for (const note of model.notes) { const p = screen(note.anchor[0], note.anchor[1]); if (within(p)) scene.notes.push({ note, x: p.x, y: p.y }); }
    for (const label of model.ground) {
      const p = screen(label.lon, label.lat), town = label.kind === "city" || label.kind === "capital";
      if (label.kind !== "country" && !within(p)) continue; // a country's name goes where its visible part is
      if (town && scene.marks.some((m) => Math.hypot(m.tx - p.x, m.ty - p.y) < SAME)) continue;
      scene.ground.push(Object.assign({}, label, p));
      if (town) field.trace(f, f.lines, [p.x - field.CELL, p.y, p.x + field.CELL, p.y], 1); // leave room for it, where there is
    }

    const focus = field.summed(f, f.ids.map((id) => (model.focus.has(id) ? 1 : 0))), lines = field.summed(f, f.lines), hard = field.summed(f, f.hard);
    const cells = (b) => Math.max(1, ((b.x1 - b.x0) * (b.y1 - b.y0)) / field.CELL ** 2);
    scene.soft = (b) => (lettering.LINE_COST * lines(b)) / cells(b);
    scene.blocked = (b) => hard(b) > 0;
    scene.focusShare = (b) => Math.min(1, focus(b) / cells(b));
    const moved = (v) => Object.assign({}, v, { x: v.x + dx, y: v.y + dy, tx: v.tx + dx, ty: v.ty + dy });
    const shifted = (v) => ({ seen: v.seen, x0: v.x0 + dx, y0: v.y0 + dy, x1: v.x1 + dx, y1: v.y1 + dy });
    return { scene, shapes, marks: marks.map(moved), insets: insets.map(shifted) };
  }

  /* The ground's colour under a label, for its halo. */
  function under(b, scene, model, look) {
    const { field: f } = scene;
    if (field.share(f, f.ids, b, 0) > 0.6) return look.sea;
    return model.focus.has(field.at(f, f.ids, (b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2)) ? look.focus : look.land;
  }

  /* World points in screen px, without those nearer than half a pixel to the last; ends are kept. */
  function onScreen(points, scale, ox, oy) {
    const out = new Float32Array(points.length), end = points.length - 2;
    let n = 0;
    for (let i = 0; i <= end; i += 2) {
      const x = points[i] * scale - ox, y = points[i + 1] * scale - oy;
      if (n && i < end && Math.abs(x - out[n - 2]) < 0.5 && Math.abs(y - out[n - 1]) < 0.5) continue;
      out[n] = x; out[n + 1] = y;
      n += 2;
    }
    return out.subarray(0, n);
  }

  /* Path data in layer pixels, to a tenth. */
  function pathData(points, dx, dy, close) {
    let d = "";
    for (let i = 0; i < points.length; i += 2) d += (i ? "L" : "M") + (points[i] + dx).toFixed(1) + " " + (points[i + 1] + dy).toFixed(1);
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
  function spread(marks, view) {
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
      for (const m of marks) { m.x = Math.max(8, Math.min(view.width - 8, m.x)); m.y = Math.max(8, Math.min(view.height - 8, m.y)); }
      if (!touched) break;
    }
    return marks;
  }

  const api = { read, compose, under, onScreen, pathData, spread, APART };
  root.geodash = Object.assign(root.geodash || {}, { scenes: api });
  if (node) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
