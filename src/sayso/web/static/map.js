// The map: places as shapes by precision, what is claimed there as glyphs by kind, outline by agreement. Tiles are not needed.
"use strict";
(() => {
  const SHAPES = { figure: "●", control: "■", event: "▲", commitment: "◆", statement: "❝" };
  const NAMES = { figure: "figures", control: "on who holds it", event: "events", commitment: "promises", statement: "statements" };
  let world = null;
  let shown = null;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const glyphs = (kinds, disputed) => {
    const box = element("span", `marker${disputed ? " disputed" : ""}`);
    const known = Object.keys(SHAPES).filter((kind) => kinds[kind]);
    for (const kind of known) {
      const part = element("span", `g-${kind}`, SHAPES[kind]);
      part.append(element("small", "", kinds[kind]));
      box.append(part);
    }
    return { box, wide: 10 + known.reduce((sum, kind) => sum + 15 + 6 * String(kinds[kind]).length, 0) };
  };
  const icon = (kinds, disputed, name, extra = "") => {
    const { box, wide } = glyphs(kinds, disputed);
    const whole = element("span", "");
    whole.append(box, element("span", "name", name));
    return L.divIcon({ html: whole, className: `pin ${extra}`, iconSize: [wide, 22], iconAnchor: [wide / 2, 30] });
  };
  const sum = (places) => {
    const kinds = {};
    let disputed = 0, claims = 0;
    for (const p of places) {
      for (const [kind, n] of Object.entries(p.kinds)) kinds[kind] = (kinds[kind] || 0) + n;
      disputed += p.disputed;
      claims += p.claims;
    }
    return { kinds, disputed, claims };
  };
  const title = (p) => `${p.name}${p.country ? `, ${p.country}` : ""}: ${Object.entries(p.kinds).map(([kind, n]) => `${n} ${NAMES[kind]}`).join(", ")}${p.disputed ? `; ${p.disputed} disputed` : ""}`;

  const basemap = async (map, address) => {
    if (!world) world = fetch(address).then((answer) => answer.json()).then((file) => topojson.feature(file, file.objects.countries));
    const countries = await world;
    const layer = L.geoJSON(countries, { interactive: false, className: "land", renderer: L.svg({ padding: 0.6 }) });
    if (shown === map) layer.addTo(map).bringToBack();
    return countries;
  };
  const inside = (feature, [lat, lon]) => {
    const rings = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    return rings.some(([ring]) => {
      let within = false;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [x1, y1] = ring[i], [x2, y2] = ring[j];
        if ((y1 > lat) !== (y2 > lat) && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
      }
      return within;
    });
  };

  // Where the words allow a place to be: nothing more for a town, whose point says it; a ring for an area; a country's own outline.
  const extent = (p, countries) => {
    if (p.precision === "country" && countries) {
      const own = countries.features.find((feature) => inside(feature, p.at));
      if (own) return L.geoJSON(own, { interactive: false, className: `extent wide${p.disputed ? " disputed" : ""}` });
    }
    const km = p.km || 0;
    if (["point", "city"].includes(p.precision) || !km) return L.circleMarker(p.at, { radius: 4, interactive: false, className: `point${p.disputed ? " disputed" : ""}` });
    return L.circle(p.at, { radius: km * 1000, interactive: false, className: `extent${km > 250 ? " wide" : ""}${p.disputed ? " disputed" : ""}` });
  };

  // Names of the countries in view, each where the largest part of it that is in view has its middle.
  const boxOf = (feature) => {
    const rings = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    let best = null;
    for (const [ring] of rings) {
      const bounds = L.latLngBounds(ring.map(([lon, lat]) => [lat, lon]));
      const size = (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest());
      if (!best || size > best.size) best = { bounds, size };
    }
    return best.bounds;
  };
  const names = (map, countries) => {
    const layer = L.layerGroup().addTo(map);
    for (const feature of countries.features) feature.box = boxOf(feature);
    const write = () => {
      layer.clearLayers();
      const view = map.getBounds();
      for (const feature of countries.features) {
        const b = feature.box;
        if (!view.intersects(b)) continue;
        const [south, north] = [Math.max(b.getSouth(), view.getSouth()), Math.min(b.getNorth(), view.getNorth())];
        const [west, east] = [Math.max(b.getWest(), view.getWest()), Math.min(b.getEast(), view.getEast())];
        const a = map.latLngToContainerPoint([north, west]), z = map.latLngToContainerPoint([south, east]);
        if (z.x - a.x < 9 * feature.properties.name.length || z.y - a.y < 40) continue;
        const spots = [[0.5, 0.5], [0.5, 0.3], [0.5, 0.7], [0.3, 0.5], [0.7, 0.5], [0.25, 0.25], [0.75, 0.75], [0.75, 0.25], [0.25, 0.75]];
        const at = spots.map(([x, y]) => [south + (north - south) * y, west + (east - west) * x]).find((spot) => inside(feature, spot));
        if (at) layer.addLayer(L.tooltip({ permanent: true, direction: "center", className: "country-name", interactive: false, pane: "names" }).setLatLng(at).setContent(document.createTextNode(feature.properties.name)));
      }
    };
    map.on("moveend", write);
    write();
  };

  const draw = async (box) => {
    const data = document.querySelector("[data-map-places]");
    const places = JSON.parse(data.textContent);
    box.replaceChildren();
    const map = L.map(box, { attributionControl: false, worldCopyJump: true, minZoom: 1, maxZoom: 11, zoomSnap: 0.5, fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false, keyboard: true });
    shown = map;
    box.dataset.ready = "";
    L.control.scale({ imperial: false }).addTo(map);
    map.createPane("names").style.zIndex = 450; // above the land, below what is claimed
    const rings = L.layerGroup().addTo(map);
    const cluster = L.markerClusterGroup({
      animate: false, showCoverageOnHover: false, maxClusterRadius: 46, spiderLegPolylineOptions: { className: "leg" },
      iconCreateFunction: (group) => {
        const places = group.getAllChildMarkers().map((marker) => marker.options.place).sort((a, b) => b.claims - a.claims);
        const all = sum(places);
        return icon(all.kinds, all.disputed, `${places[0].name} and ${places.length - 1} more`, "cluster");
      },
    });
    const markers = new Map();
    for (const p of places) {
      const marker = L.marker(p.at, { icon: icon(p.kinds, p.disputed, p.name), title: title(p), alt: title(p), place: p, keyboard: true, riseOnHover: true });
      marker.on("click keypress", (event) => { if (!event.originalEvent || event.type === "click" || event.originalEvent.key === "Enter") go(p); });
      markers.set(String(p.id), marker);
      cluster.addLayer(marker);
    }
    const go = (p) => {
      const link = document.querySelector(`[data-place="${p.id}"] a`);
      location.assign(link ? link.href : `/place/${p.id}`);
    };
    const centre = places.find((p) => String(p.id) === box.dataset.centre);
    const near = places.filter((p) => !["country", "region", "water"].includes(p.precision));
    const bounds = L.latLngBounds((near.length ? near : places).map((p) => p.at));
    if (centre) map.setView(centre.at, centre.km > 60 ? 5 : 7);
    else if (places.length) map.fitBounds(bounds.pad(0.25), { maxZoom: 7 });
    else map.setView([15, 20], 2);
    map.addLayer(cluster);
    const countries = await basemap(map, box.dataset.world);
    if (shown !== map) return;
    names(map, countries);
    for (const p of places) rings.addLayer(extent(p, countries));
    box.dataset.drawn = places.length;
    for (const item of document.querySelectorAll("[data-place]")) {
      const marker = markers.get(item.dataset.place);
      if (!marker) continue;
      const lit = (on) => { const icon = (cluster.getVisibleParent(marker) || marker)._icon; if (icon) icon.classList.toggle("on", on); };
      for (const [kind, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) item.addEventListener(kind, () => lit(on));
    }
  };

  const ready = () => {
    const box = document.querySelector("[data-map]");
    if (box && !("ready" in box.dataset)) { shown = null; draw(box); }
  };
  document.addEventListener("sayso:shown", ready);
  ready();
})();
