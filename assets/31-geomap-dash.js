/* The Dash component: geodash_map.GeoMap, a thin React shell round geodash.map.create. React comes from Dash. */
(function (root) {
  "use strict";

  function GeoMap(props) {
    const { React } = root, holder = React.useRef(null), map = React.useRef(null), live = React.useRef(props);
    live.current = props;
    React.useEffect(() => {
      map.current = root.geodash.map.create(holder.current, props.panel, {
        style: props.style,
        onPick: (pick) => live.current.setProps({ clicked: Object.assign({ t: Date.now() }, pick) }),
      });
      if (live.current.selected) map.current.select(live.current.selected);
      return () => { map.current.destroy(); map.current = null; };
    }, [props.panel, props.style]);
    React.useEffect(() => { if (map.current) map.current.select(props.selected || {}); }, [props.selected]);
    return React.createElement("div", { id: props.id, ref: holder });
  }

  root.geodash_map = Object.assign(root.geodash_map || {}, { GeoMap });
})(window);
