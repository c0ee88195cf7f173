/* Read aloud where the browser has a voice for the language. Without one the button stays hidden: pure enhancement.
   data-voorlees: the sentence, in the language of `lang`. data-voorlees-ook: a selector of what is said after it, one by one;
   what is being said carries the class `wordt-gezegd`, so that who does not read sees which button it is. */
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

  function stil() {
    stem.cancel();
    document.querySelectorAll(".wordt-gezegd").forEach(function (el) { el.classList.remove("wordt-gezegd"); });
  }

  function zeg(tekst, taal, bij) {
    var zin = new SpeechSynthesisUtterance(tekst);
    zin.lang = taal;
    zin.voice = voor(taal);
    zin.rate = 0.9;
    if (bij) {
      zin.onstart = function () { bij.classList.add("wordt-gezegd"); };
      zin.onend = function () { bij.classList.remove("wordt-gezegd"); };
    }
    stem.speak(zin);
  }

  document.addEventListener("click", function (e) {
    var knop = e.target instanceof Element && e.target.closest("[data-voorlees]");
    if (!knop) return;
    var taal = knop.lang || "nl";
    stil();
    zeg(knop.dataset.voorlees, taal);
    if (knop.dataset.voorleesOok) {
      document.querySelectorAll(knop.dataset.voorleesOok).forEach(function (el) { zeg(el.textContent.trim(), taal, el); });
    }
  });
  document.addEventListener("htmx:afterSwap", function () { stil(); toon(); });
  window.addEventListener("pagehide", stil);
  if (stem.addEventListener) stem.addEventListener("voiceschanged", toon);
  toon();
})();
