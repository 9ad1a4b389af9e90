"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const { asked, messages, wanted, start } = require("../../assets/embed/heights.js");

const at = (path) => { const { pathname, search, hash } = new URL(path, "https://maps.example"); return { pathname, search, hash }; };

test("the story is named by the page or by its address, never by a query", () => {
  for (const [path, id] of [["/embed/talks/", "talks"], ["/talks/index.html", "talks"], ["/a/b/talks/?childId=x", "talks"], ["/", ""]]) assert.equal(asked(at(path)).id, id);
  assert.equal(asked(at("/talks/0f3a/"), "talks").id, "talks");
});

test("what a host puts into the address is taken where it is a plain name", () => {
  assert.deepEqual(asked(at("/t/?childId=map-1#?secret=aB3")), { id: "t", pym: "map-1", secret: "aB3" });
  assert.deepEqual(asked(at("/t/?childId=axPYMx%20b&secret=x#secret=<b>")), { id: "t", pym: "", secret: "" });
});

test("a height is told in three dialects where no host has asked for more", () => {
  assert.deepEqual(messages(612, { id: "talks", pym: "", secret: "", href: "https://maps.example/talks/", width: 330 }), [
    { "datawrapper-height": { talks: 612 } },
    { sentinel: "amp", type: "embed-size", height: 612 },
    '{"src":"https://maps.example/talks/","context":"iframe.resize","height":612}',
  ]);
});

test("pym, WordPress and iframe-resizer are answered with the names that they gave", () => {
  const who = { id: "t", pym: "map-1", secret: "s3", href: "", width: 330, sizer: "f1" };
  assert.deepEqual(messages(612, who).slice(3), ["pymxPYMxmap-1xPYMxheightxPYMx612", { message: "height", value: 612, secret: "s3" }, "[iFrameSizer]f1:612:330:size"]);
  assert.equal(messages(612, { ...who, kind: "init" })[5], "[iFrameSizer]f1:612:330:init");
});

const who = { pym: "map-1", secret: "s3" };
const INIT = "[iFrameSizer]f1:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true";

test("a parent's wishes are understood", () => {
  for (const wish of ["pymxPYMxmap-1xPYMxwidthxPYMx330", "[iFrameSizer]resize", { sentinel: "amp", type: "frames-init" }, { message: "ready", secret: "s3" }]) assert.deepEqual(wanted(wish, who), {});
  assert.deepEqual(wanted(INIT, who), { sizer: "f1" });
});

test("anything else is none", () => {
  for (const other of [null, undefined, 0, "", [], {}, "pymxPYMxotherxPYMxwidthxPYMx330", "pymxPYMxmap-1xPYMxnavigateToxPYMxx", "[iFrameSizer]pageInfo:{}", "[iFrameSizer]<b>:8:false:x",
    "[iFrameSizer]f1:8:maybe", { sentinel: "amp", type: "x" }, { message: "ready", secret: "other" }]) assert.equal(wanted(other, who), null);
  assert.equal(wanted("pymxPYMxxPYMxwidthxPYMx330", { pym: "", secret: "" }), null);
  assert.equal(wanted({ message: "ready", secret: "" }, { pym: "", secret: "" }), null);
});

/* A window with as much in it as the script asks for. */
function framed(path = "/talks/") {
  const listeners = {}, posted = [], parent = { postMessage: (message, origin) => posted.push([message, origin]) };
  const documentElement = { dataset: {}, offsetHeight: 600, offsetWidth: 330 };
  const window = {
    parent, document: { documentElement, readyState: "complete", addEventListener() {} }, location: Object.assign(at(path), { href: "https://maps.example" + path }),
    addEventListener: (name, run) => { listeners[name] = run; }, ResizeObserver: class { constructor(run) { window.resized = run; } observe() {} },
  };
  return { window, posted, listeners, documentElement, parent };
}

test("one change is told once, a little later, and to the parent alone", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { window, posted, documentElement } = framed();
  start(window);
  assert.deepEqual([posted.length, posted[0]], [3, [{ "datawrapper-height": { talks: 600 } }, "*"]]);
  documentElement.offsetHeight = 700;
  for (let n = 0; n < 9; n += 1) window.resized();
  assert.equal(posted.length, 3);
  t.mock.timers.tick(50);
  window.resized();
  t.mock.timers.tick(50);
  assert.deepEqual([posted.length, posted[3][0]], [6, { "datawrapper-height": { talks: 700 } }]);
});

test("only the parent is heard, and who asks is answered though nothing has changed", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { window, posted, listeners, parent } = framed();
  start(window);
  listeners.message({ source: {}, data: INIT });
  t.mock.timers.tick(50);
  assert.equal(posted.length, 3);
  listeners.message({ source: parent, data: INIT });
  t.mock.timers.tick(50);
  assert.deepEqual([posted.length, posted.at(-1)[0]], [7, "[iFrameSizer]f1:600:330:init"]);
});

test("a late host is told again", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { window, posted, listeners } = framed();
  start(window);
  listeners.load();
  t.mock.timers.tick(5000);
  assert.equal(posted.length, 12);
});

test("an event goes to the host under the story's id", () => {
  const { window, posted } = framed();
  start(window)("event.select", { event: "e6" });
  assert.deepEqual(posted.at(-1), [{ source: "geodash", chartId: "talks", type: "event.select", data: { event: "e6" } }, "*"]);
});

test("a page that nobody frames tells nothing", () => {
  const { window, posted } = framed();
  window.parent = window;
  start(window)("event.select", {});
  assert.equal(posted.length, 0);
});
