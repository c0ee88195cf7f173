/* "Near me": asks the browser where it is, only after a click, and sends it rounded (about 100 metres) to find the
   postcode area. Without script or permission the button is not there, and the postcode field does the same. */
(function () {
  "use strict";
  document.querySelectorAll("[data-bij-mij]").forEach(function (knop) {
    if (!navigator.geolocation) return;
    knop.hidden = false;
    knop.addEventListener("click", function () {
      var adres = new URL(knop.dataset.bijMij, window.location.href);
      new URLSearchParams(window.location.search).forEach(function (waarde, naam) { if (naam !== "pc4") adres.searchParams.append(naam, waarde); });
      if (knop.getAttribute("aria-busy")) return;
      knop.setAttribute("aria-busy", "true"); /* not disabled: that would lose the focus */
      navigator.geolocation.getCurrentPosition(function (plek) {
        adres.searchParams.set("lat", plek.coords.latitude.toFixed(3));
        adres.searchParams.set("lon", plek.coords.longitude.toFixed(3));
        window.location.assign(adres);
      }, function () {
        knop.removeAttribute("aria-busy");
        var uitleg = document.getElementById("bij-mij-niet");
        if (!uitleg) return;
        uitleg.hidden = false;
        document.dispatchEvent(new CustomEvent("nd:zeg", { detail: uitleg.textContent }));
      }, { timeout: 10000, maximumAge: 300000 });
    });
  });
})();
