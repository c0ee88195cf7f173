/* A login that gives no sign of life ends, also on the screen: the next person at this computer sees no file of a learner.
   Keys and clicks count; every few minutes one of them is told to the server, which keeps the same time. What stands in a
   changed form is kept for its writer (kern.concept). */
(function () {
  "use strict";
  var lijf = document.body, grens = 1000 * Number(lijf.dataset.stilNa), laatst = Date.now(), verteld = Date.now(), vuil = null, bezig = false;
  if (!grens) return;

  function leeft() {
    laatst = Date.now();
    if (laatst - verteld > Math.min(180000, grens / 3)) {
      verteld = laatst;
      window.fetch("/gezond/", { credentials: "same-origin" }).catch(function () {});
    }
  }
  ["keydown", "pointerdown", "scroll"].forEach(function (soort) { document.addEventListener(soort, leeft, { passive: true, capture: true }); });
  document.addEventListener("input", function (e) {
    var form = e.target.form;
    if (form && form.method === "post" && new URL(form.action, location.href).pathname.indexOf("/account/") !== 0) vuil = form;
  }, true);
  document.addEventListener("submit", function () { vuil = null; }, true);

  function einde() {
    var gegevens = vuil ? new FormData(vuil) : new FormData(), sleutel = document.querySelector("[name=csrfmiddlewaretoken]");
    bezig = true;
    lijf.querySelector("main").hidden = true;
    Array.from(gegevens.entries()).forEach(function (paar) { if (paar[1] instanceof File) gegevens.delete(paar[0]); });
    if (vuil) { var doel = new URL(vuil.action, location.href); gegevens.append("_pad", doel.pathname + doel.search); }
    window.fetch(lijf.dataset.stilUrl, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": sleutel ? sleutel.value : "" }, body: new URLSearchParams(gegevens) })
      .then(function (antwoord) { return antwoord.json(); })
      .then(function (uit) { location.assign(uit.naar); })
      .catch(function () { location.reload(); });
  }
  window.setInterval(function () { if (!bezig && Date.now() - laatst >= grens) einde(); }, 5000);
}());
