// What quickens a page. Every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll,
} from "govuk-frontend"
import htmx from "htmx.org"

document.body.classList.add("js-enabled", "govuk-frontend-supported")

// Nothing of a record may stay in the browser's storage, and no answer may bring a script.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
})

const enliven = (scope) => {
  for (const component of [
    Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
    ServiceNavigation, SkipLink, Tabs,
  ]) createAll(component, undefined, { scope, onError: () => {} })
}
enliven(document)
document.addEventListener("htmx:load", (event) => enliven(event.target))

// What was typed and could not be saved is said beside the box, not lost in silence.
document.addEventListener("htmx:sendError", () => sayUnsaved("No connection. What you typed is still on this page and has not been saved."))
document.addEventListener("htmx:responseError", () => sayUnsaved("Kith could not save this. What you typed is still on this page. Copy it before you leave."))
const sayUnsaved = (words) => {
  const place = document.querySelector("[data-saved]")
  if (place) place.textContent = words
}

// A printed page shows what is folded away.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true }))
addEventListener("afterprint", () => document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true" }))
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print() })
