// The map that moves: MapLibre GL, fetched from the desk itself and only when somebody asks for it. Without WebGL2, or scripts, the drawn map stands.
const HOME = "/static/vendor/maplibre-gl-6.17.0/";
const figure = document.querySelector("[data-map]");
const button = figure?.querySelector("[data-moving-map]");
const able = () => { try { return !!document.createElement("canvas").getContext("webgl2"); } catch { return false; } };

/** A circle of so many metres around a point, as a ring of points. */
const ring = (lon, lat, radius) => {
  const high = radius / 111320, wide = high / Math.max(Math.cos(lat * Math.PI / 180), 0.05);
  return Array.from({ length: 49 }, (_, number) => { const turn = number * Math.PI / 24; return [lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]; });
};
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const open = async () => {
  button.disabled = true;
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${HOME}maplibre-gl.css` });
  document.head.append(style);
  try {
    const [{ Map, NavigationControl }, outlines] = await Promise.all([import(`${HOME}maplibre-gl.mjs`), fetch("/map/outlines").then((answer) => answer.json())]);
    const drawn = figure.querySelector("svg.map");
    const spots = [...drawn.querySelectorAll("a.spot")].map((link) => ({ link, lon: Number(link.dataset.lon), lat: Number(link.dataset.lat), radius: Number(link.dataset.radius), name: link.dataset.name, key: link.dataset.spot }));
    const box = document.createElement("div");
    box.className = "moving-map";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "The map that moves; the drawn map and the table name the same places");
    drawn.before(box);
    const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });
    const around = spots.map((one) => feature({ type: "Polygon", coordinates: [ring(one.lon, one.lat, one.radius)] }, { key: one.key }));
    const points = spots.map((one) => feature({ type: "Point", coordinates: [one.lon, one.lat] }, { key: one.key, name: one.name }));
    const collection = (features) => ({ type: "geojson", promoteId: "key", data: { type: "FeatureCollection", features } });
    const is = (state) => ["boolean", ["feature-state", state], false];
    const lines = (kind, dashed) => ({ id: kind, type: "line", source: "outlines", filter: ["==", ["get", "kind"], kind], paint: { "line-color": colour("--soft"), "line-width": 0.8, ...(dashed ? { "line-dasharray": [4, 3] } : {}) } });
    const lons = spots.map((one) => one.lon), lats = spots.map((one) => one.lat);
    const map = new Map({
      container: box, attributionControl: false, renderWorldCopies: false, fadeDuration: 0,
      bounds: [[Math.min(...lons) - 1, Math.min(...lats) - 1], [Math.max(...lons) + 1, Math.max(...lats) + 1]], fitBoundsOptions: { padding: 32 },
      style: {
        version: 8,
        sources: { outlines: { type: "geojson", data: outlines }, around: collection(around), points: collection(points) },
        layers: [
          { id: "sea", type: "background", paint: { "background-color": colour("--wash") } },
          { id: "land", type: "fill", source: "outlines", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": colour("--paper") } },
          lines("coast", false), lines("border", false), lines("disputed", true),
          { id: "around", type: "fill", source: "around", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.14, "fill-outline-color": colour("--accent") } },
          { id: "points", type: "circle", source: "points", paint: { "circle-radius": ["case", is("chosen"), 7, is("marked"), 7, 4.5], "circle-color": ["case", is("chosen"), colour("--ink"), is("marked"), colour("--ink"), colour("--accent")], "circle-stroke-color": ["case", is("marked"), colour("--ink"), colour("--paper")], "circle-stroke-width": ["case", is("marked"), 3, 1.5] } },
          { id: "names", type: "symbol", source: "points", layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": 13, "text-anchor": "left", "text-offset": [0.8, 0] }, paint: { "text-color": colour("--ink"), "text-halo-color": colour("--paper"), "text-halo-width": 1.5 } },
        ],
      },
    });
    map.addControl(new NavigationControl({ showCompass: false }));
    map.dragRotate.disable();
    map.doubleClickZoom.disable(); // a press chooses, and the next press chooses the next
    map.touchZoomRotate.disableRotation();
    // What is pointed at or chosen here is so in the list, and the other way round: both look at the links of the drawn map.
    const desk = figure.closest(".desk");
    const linkOf = (event) => spots.find((one) => one.key === event.features[0].properties.key)?.link;
    const point = (target) => target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    map.on("click", "points", (event) => { const link = linkOf(event); if (link && !window.sayso.choose(link.dataset.spot)) link.dispatchEvent(new MouseEvent("click", { bubbles: true })); });
    map.on("mousemove", "points", (event) => { map.getCanvas().style.cursor = "pointer"; const link = linkOf(event); if (link && !link.classList.contains("marked")) point(link); });
    map.on("mouseleave", "points", () => { map.getCanvas().style.cursor = ""; point(figure); });
    const shown = {};
    const marks = () => {
      for (const { link, key } of spots) {
        const state = { chosen: link.classList.contains("chosen"), marked: link.classList.contains("marked") };
        if (shown[key]?.chosen !== state.chosen || shown[key]?.marked !== state.marked) map.setFeatureState({ source: "points", id: key }, shown[key] = state); // each draws the map anew
      }
      const told = (name) => spots.filter(({ key }) => map.getFeatureState({ source: "points", id: key })[name]).map(({ key }) => key).join(" ");
      Object.assign(box.dataset, { marked: told("marked"), chosen: told("chosen") });
    };
    await new Promise((done, fail) => { map.once("load", done); map.once("error", (trouble) => fail(trouble.error)); });
    desk.addEventListener("sayso:marks", marks);
    marks();
    box.dataset.ready = "true";
    window.sayso.map = map;
    drawn.toggleAttribute("hidden", true);
    button.textContent = "Back to the drawn map";
    button.disabled = false;
    button.onclick = () => { desk.removeEventListener("sayso:marks", marks); map.remove(); box.remove(); drawn.toggleAttribute("hidden", false); button.textContent = "Open the map that moves"; button.onclick = open; button.focus(); };
  } catch (trouble) {
    figure.querySelector(".moving-map")?.remove();
    button.hidden = true;
    window.sayso?.tell("This browser cannot show the map that moves; the drawn map stands.");
    console.warn("map:", String(trouble));
  }
};
if (button && able()) { button.hidden = false; button.onclick = open; }
