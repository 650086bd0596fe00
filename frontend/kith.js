// What quickens a page. Every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll,
} from "govuk-frontend"
import htmx from "htmx.org"
import "./unused.js"

document.body.classList.add("js-enabled", "govuk-frontend-supported")

// Nothing of a record may stay in the browser's storage, and no answer may bring a script.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true }, // a form that comes back with its errors
    { code: "[45]..", swap: false, error: true },
  ],
})

// htmx says "load" for the page itself, then for every fragment that it swaps in.
const components = [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs,
]
document.addEventListener("htmx:load", (event) => {
  // Buttons for those without scripts go, so that Enter presses the one that is meant.
  for (const spare of event.target.querySelectorAll(".kith-no-js")) spare.remove()
  for (const component of components) createAll(component, undefined, event.target)
})

// What was typed and could not be saved is said beside the box, not lost in silence.
const unsaved = (why) => {
  const place = document.querySelector("[data-saved]")
  if (place) place.textContent = `${why} Not saved: what you typed is still on this page. Copy it before you leave.`
}
document.addEventListener("htmx:sendError", () => unsaved("There is no connection."))
document.addEventListener("htmx:responseError", () => unsaved("Kith could not save this."))
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!/^\s*<!doctype/i.test(detail.serverResponse)) return
  detail.shouldSwap = false // a whole page where a fragment was asked for: the way to sign in
  unsaved("You are no longer signed in.")
})

// A form that asks for itself again, to show what follows from an answer, may get its own past: somebody has gone on
// answering meanwhile. That must not overwrite what they entered: it is let go, and asked for once more.
let entered = 0
for (const kind of ["input", "change"]) document.addEventListener(kind, () => { entered += 1 }, true)
document.addEventListener("htmx:beforeRequest", ({ detail }) => { detail.xhr.entered = entered })
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "form-fields" || detail.xhr.entered === entered) return
  detail.shouldSwap = false
  const { elt } = detail.requestConfig
  setTimeout(() => { if (elt.isConnected) htmx.trigger(elt, "change") }, 500)
})

// A box that saves as it is typed in waits for a pause. Whoever writes without one is saved every five seconds all the same;
// and what was typed when the page goes out of sight (a closed lid, another tab, a link) is saved at once.
let since = 0 // when the first keystroke fell that has not been sent
let typed = null // the form, and what in it saves
const SAVES = ".kith-recording[hx-post]"
const of = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"))
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form")
  const saver = form?.matches(SAVES) ? form : form?.querySelector(SAVES)
  if (!saver) return
  typed = { form, saver }
  since ||= Date.now()
  if (Date.now() - since > 5000) htmx.trigger(saver, "keep")
})
document.addEventListener("htmx:beforeRequest", ({ target }) => { if (target === typed?.saver) since = 0 })
document.addEventListener("submit", () => { since = 0 })
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "hidden" || !since || !typed.form.isConnected) return
  since = 0
  const { form, saver } = typed
  const asked = { method: "POST", body: of(form), headers: { "HX-Request": "true" }, keepalive: true }
  const answer = await fetch(saver.getAttribute("hx-post"), asked).catch(() => null)
  if (answer?.ok && !answer.redirected) htmx.swap("#draft-state", await answer.text(), { swapStyle: "outerHTML" })
  else htmx.trigger(saver, "keep") // more than goes along with a page that closes: as ever
})

// A printed page shows what is folded away.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true }))
addEventListener("afterprint", () => document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true" }))
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print() })
