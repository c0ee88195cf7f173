/* Read aloud where the browser has a voice for the language. Without one the button stays hidden: pure enhancement. */
(function () {
  "use strict";
  var stem = window.speechSynthesis;
  if (!stem) return;

  function voor(taal) {
    return stem.getVoices().find(function (v) { return v.lang.toLowerCase().split(/[-_]/)[0] === taal; });
  }

  function toon() {
    document.querySelectorAll("[data-voorlees]").forEach(function (knop) { knop.hidden = !voor(knop.lang || "nl"); });
  }

  document.addEventListener("click", function (e) {
    var knop = e.target instanceof Element && e.target.closest("[data-voorlees]");
    if (!knop) return;
    var zin = new SpeechSynthesisUtterance(knop.dataset.voorlees);
    zin.lang = knop.lang || "nl";
    zin.voice = voor(zin.lang);
    zin.rate = 0.9;
    stem.cancel();
    stem.speak(zin);
  });
  document.addEventListener("htmx:afterSwap", function () { stem.cancel(); toon(); });
  window.addEventListener("pagehide", function () { stem.cancel(); });
  if (stem.addEventListener) stem.addEventListener("voiceschanged", toon);
  toon();
})();
