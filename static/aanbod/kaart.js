/* The map with tiles (Leaflet), where the portal has an address for them. Without this file the drawn map stays. */
(function () {
  "use strict";
  var vak = document.querySelector("[data-kaart]");
  var bron = document.getElementById("kaart-gegevens");
  if (!vak || !bron || !window.L) return;
  var g = JSON.parse(bron.textContent);

  function tekst(soort, inhoud) {
    var e = document.createElement(soort);
    e.textContent = inhoud;
    return e;
  }

  function inhoud(plek) {
    var doos = document.createElement("div");
    doos.lang = "nl";
    doos.appendChild(tekst("strong", plek.naam));
    var lijst = document.createElement("ul");
    plek.aanbod.forEach(function (punt) {
      var li = document.createElement("li");
      var a = tekst("a", punt.naam);
      a.href = punt.url;
      li.appendChild(a);
      lijst.appendChild(li);
    });
    doos.appendChild(lijst);
    return doos;
  }

  vak.hidden = false;
  var tekening = document.querySelector("[data-tekening]");
  if (tekening) tekening.hidden = true;
  var kaart = window.L.map(vak, { scrollWheelZoom: false });
  kaart.attributionControl.setPrefix(false);
  window.L.tileLayer(g.tegels, { maxZoom: 19 }).addTo(kaart);
  if (g.bron) {
    /* Text and address come from the settings; still nothing of it is read as HTML. */
    var vermelding = document.createElement("span");
    if (/^https:/.test(g.bron_url)) {
      var a = tekst("a", g.bron);
      a.href = g.bron_url;
      vermelding.appendChild(a);
    } else {
      vermelding.textContent = g.bron;
    }
    kaart.attributionControl.addAttribution(vermelding.innerHTML);
  }
  var punten = g.plekken.map(function (plek) {
    var naam = plek.naam + " (" + plek.aanbod.length + ")";
    return window.L.marker([plek.lat, plek.lon], {
      icon: window.L.divIcon({ className: "kaart-speld", html: String(plek.aanbod.length), iconSize: [32, 32] }),
      title: naam, alt: naam, keyboard: true
    }).bindPopup(inhoud(plek)).addTo(kaart);
  });
  if (punten.length) kaart.fitBounds(window.L.featureGroup(punten).getBounds().pad(0.1), { maxZoom: 15 });
  else kaart.setView([52.37, 4.9], 12);
})();
