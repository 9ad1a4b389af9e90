/* The ground as one canvas under Leaflet's pan and zoom: land, focus and lakes as fills without stroke, so that no clip
   edge shows; then the lines. */
(function (root) {
  "use strict";

  const LEAST_LAKE = 6; // px: a speck of blue says nothing at this scale

  /* A Leaflet renderer; options: {model of 28-scene.js, style, padding}. */
  function layer(L) {
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
    const lakes = model.lakes.filter((l) => Math.max(l.x1 - l.x0, l.y1 - l.y0) * scale > LEAST_LAKE);
    fill(lakes, look.lake);
    stroke(lakes, look.coast);
    stroke(model.border, look.border);
    stroke(model.disputed, look.disputed);
    stroke(model.coast, look.coast);
  }

  root.geodash = Object.assign(root.geodash || {}, { ground: { layer } });
})(window);
