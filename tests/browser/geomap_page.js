/* The page of tests/browser/test_geomap.py: makes maps of panels handed in by the test, keeps what was picked. */
window.harness = {
  maps: [],
  picks: [],
  async show(panel, width) {
    const style = await (await fetch("/map_style.json")).json();
    const holder = document.createElement("div");
    holder.className = "holder";
    holder.style.width = width ? width + "px" : "100%";
    document.body.append(holder);
    const map = window.geodash.map.create(holder, panel, { style, onPick: (pick) => window.harness.picks.push(pick), attribution: true });
    window.harness.maps.push(map);
    return map.state();
  },
};
