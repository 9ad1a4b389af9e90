/* Web Mercator on the unit square, frames, scale bars and outlines: pure functions without Leaflet. */
(function (root) {
  "use strict";

  const MAX_LAT = 85.0511287798; // where Web Mercator's square ends
  const EARTH = 40075016.686; // m, equator of WGS84 as Web Mercator takes it
  const MILE = 1609.344; // m
  const WIDE = { from: 560, aspects: [1.28, 1.75] }; // beside cards, a map reads best at about 3:2
  const NARROW = { aspects: [0.9, 1.15] }; // a phone's map is nearly square

  const x = (lon) => lon / 360 + 0.5;
  const y = (lat) => {
    const rad = (Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180;
    return 0.5 - Math.log(Math.tan(Math.PI / 4 + rad / 2)) / (2 * Math.PI);
  };
  const lat = (v) => ((2 * Math.atan(Math.exp((0.5 - v) * 2 * Math.PI)) - Math.PI / 2) * 180) / Math.PI;
  const lon = (u) => (u - 0.5) * 360;

  /* A bbox [w, s, e, n] whose west is east of its east crosses the antimeridian: its east counts on past 180. */
  const unbroken = ([w, s, e, n]) => [w, s, e < w ? e + 360 : e, n];

  /* Shifts longitudes by whole turns to the side of the globe the panel shows. */
  function turner(bbox) {
    const [w, , e] = unbroken(bbox), middle = (w + e) / 2;
    return (l) => (l < middle - 180 ? l + 360 : l > middle + 180 ? l - 360 : l);
  }

  /* GeoJSON → [{points: Float64Array [x, y …] on the unit square, closed, x0, y0, x1, y1}]. Outer rings turn one way
     and holes the other, so that a non-zero fill of all areas at once leaves no sliver between neighbours. */
  function flatten(geometry, turn) {
    const out = [];
    const add = (coordinates, closed, hole) => {
      const points = new Float64Array(coordinates.length * 2), part = { points, closed, x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
      let area = 0;
      coordinates.forEach(([l, p], i) => {
        const px = (points[2 * i] = x(turn(l))), py = (points[2 * i + 1] = y(p));
        part.x0 = Math.min(part.x0, px); part.x1 = Math.max(part.x1, px);
        part.y0 = Math.min(part.y0, py); part.y1 = Math.max(part.y1, py);
        if (i) area += (points[2 * i - 2] - px) * (points[2 * i - 1] + py);
      });
      if (closed && area > 0 === Boolean(hole)) reverse(points);
      out.push(part);
    };
    const walk = (g) => {
      if (!g) return;
      const c = g.coordinates;
      if (g.type === "Polygon") c.forEach((r, i) => add(r, true, i > 0));
      else if (g.type === "MultiPolygon") c.forEach((p) => p.forEach((r, i) => add(r, true, i > 0)));
      else if (g.type === "LineString") add(c, false);
      else if (g.type === "MultiLineString") c.forEach((l) => add(l, false));
      else if (g.type === "GeometryCollection") g.geometries.forEach(walk);
      else if (g.type === "Feature") walk(g.geometry);
    };
    walk(geometry);
    return out;
  }

  function reverse(points) {
    for (let i = 0, j = points.length - 2; i < j; i += 2, j -= 2) {
      [points[i], points[j]] = [points[j], points[i]];
      [points[i + 1], points[j + 1]] = [points[j + 1], points[i + 1]];
    }
  }

  /* The rings' outline as lines, without the stretches along the box they were clipped to. */
  function outline(rings, box) {
    const near = 1e-4 * Math.max(box.x1 - box.x0, box.y1 - box.y0), out = [];
    const same = (a, b, edge) => Math.abs(a - edge) < near && Math.abs(b - edge) < near;
    for (const ring of rings) {
      const p = ring.points;
      let line = [];
      const end = () => {
        if (line.length > 2) out.push(Object.assign({}, ring, { points: Float64Array.from(line), closed: false }));
        line = [];
      };
      for (let i = 0; i + 3 < p.length; i += 2) {
        const [ax, ay, bx, by] = [p[i], p[i + 1], p[i + 2], p[i + 3]];
        const cut = same(ax, bx, box.x0) || same(ax, bx, box.x1) || same(ay, by, box.y0) || same(ay, by, box.y1) || same(ax, bx, 1) || same(ax, bx, 0);
        if (cut) { end(); continue; }
        if (!line.length) line.push(ax, ay);
        line.push(bx, by);
      }
      end();
    }
    return out;
  }

  /* Bounds and height for a map `width` px wide: the panel's bbox, widened or heightened over spare ground where
     its own shape would make a strip or a tower. → {bbox: unbroken [w, s, e, n], ground: the same, height} */
  function frame(panel, width) {
    const own = unbroken(panel.bbox), ground = panel.ground_bbox ? unbroken(panel.ground_bbox) : own.slice();
    if (ground[0] > own[0]) { ground[0] -= 360; ground[2] -= 360; }
    let [x0, x1, y0, y1] = [x(own[0]), x(own[2]), y(own[3]), y(own[1])];
    const [least, most] = (width >= WIDE.from ? WIDE : NARROW).aspects, aspect = (x1 - x0) / (y1 - y0);
    if (aspect < least) [x0, x1] = grow(x0, x1, (y1 - y0) * least, x(ground[0]), x(ground[2]));
    if (aspect > most) [y0, y1] = grow(y0, y1, (x1 - x0) / most, y(ground[3]), y(ground[1]));
    return { bbox: [lon(x0), lat(y1), lon(x1), lat(y0)], ground, height: Math.round((width * (y1 - y0)) / (x1 - x0)) };
  }

  /* [from, to] grown about its middle to `length`, kept within [low, high]. */
  function grow(from, to, length, low, high) {
    const want = Math.max(to - from, Math.min(length, high - low)), extra = (want - (to - from)) / 2;
    const start = Math.max(low, Math.min(from - extra, high - want));
    return [Math.min(from, start), Math.max(to, start + want)];
  }

  /* A round length (1, 2 or 5 × 10ⁿ) of at most `most` px, in kilometres or miles. → {metres, px, label}
     `words`: {units, km, m, miles}, what to write for them. */
  function scaleBar(metresPerPixel, most, words) {
    const say = Object.assign({ units: "km", km: "{n} km", m: "{n} m", miles: "{n} miles" }, words);
    const unit = say.units === "miles" ? MILE : 1, limit = (metresPerPixel * most) / unit, power = 10 ** Math.floor(Math.log10(limit));
    const length = [5, 2, 1].find((n) => n * power <= limit * (1 + 1e-9)) * power, metres = length * unit;
    const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
    const [template, n] = unit === MILE ? [say.miles, length < 1 ? String(+length.toPrecision(1)) : number(length)]
      : metres >= 1000 ? [say.km, number(metres / 1000)] : [say.m, number(metres)];
    return { metres, px: metres / metresPerPixel, label: template.replace("{n}", () => n) };
  }

  const metresPerPixel = (latitude, worldPx) => (EARTH * Math.cos((latitude * Math.PI) / 180)) / worldPx;

  const api = { x, y, lon, lat, unbroken, turner, flatten, outline, frame, scaleBar, metresPerPixel };
  root.geodash = Object.assign(root.geodash || {}, { mercator: api });
  if (typeof module !== "undefined") module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
