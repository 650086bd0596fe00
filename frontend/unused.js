// A session ends when nobody has used it for a while. Two minutes before, the page says so; at the end it keeps what was
// typed, ends the session and shows the way back in. The database ends it as well, a minute later, whatever the page does.
const MINUTE = 60_000
const minutes = Number(document.body.dataset.idle)
const dialog = document.getElementById("kith-unused")
if (minutes && dialog) watch(minutes)

function watch(minutes) {
  const tabs = new BroadcastChannel("kith-used")
  const ending = dialog.querySelector("[data-end-unused]")
  let used = Date.now()
  const end = () => ending.requestSubmit()
  const again = () => {
    used = Date.now()
    if (dialog.open) dialog.close()
  }
  const tell = () => { again(); tabs.postMessage("used") }
  const stay = async () => {
    const answer = await fetch(dialog.dataset.stay, { redirect: "manual" }).catch(() => null)
    if (answer?.status === 204) tell()
    else if (answer) end() // it has ended already: the way to sign in, and what stands here goes along
  }
  tabs.onmessage = again
  tabs.postMessage("used") // this page has just been loaded
  document.addEventListener("htmx:afterOnLoad", tell)
  // Whoever types is there, whether or not the form saves itself.
  document.addEventListener("input", () => { if (Date.now() - used > MINUTE) { used = Date.now(); stay() } })
  dialog.querySelector("[data-stay-signed-in]").addEventListener("click", stay)
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay() })
  ending.addEventListener("submit", () => take(ending))
  setInterval(() => {
    const unused = Date.now() - used
    if (unused >= minutes * MINUTE) end()
    else if (unused >= (minutes - 2) * MINUTE && !dialog.open) dialog.showModal()
  }, 5000)
}

// Back to this page afterwards, or to the draft that it saved. What stands in a form that does not save itself goes along,
// for its author alone.
function take(ending) {
  const draft = document.querySelector("[data-draft]")?.dataset.draft
  ending.elements["kith-next"].value = draft || location.pathname + location.search
  const typed = [...document.forms].find((form) => form.method === "post" && !form.hasAttribute("hx-post") && [...form.elements].some(changed))
  if (!typed) return
  add(ending, "kith-path", new URL(typed.action).pathname + new URL(typed.action).search)
  for (const [name, value] of new FormData(typed)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") add(ending, name, value)
  }
}

function changed(field) {
  if (field.type === "hidden" || field.type === "password") return false
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  if (!("defaultValue" in field)) return false // a button, a fieldset
  return field.value !== field.defaultValue || (field.checked ?? false) !== (field.defaultChecked ?? false)
}

function add(form, name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
}
