// Passkeys: asks the browser for one and posts its answer in the form beside the button. Nothing is kept here.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

const make = async ({ publicKey }) => navigator.credentials.create({
  publicKey: {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: known(publicKey.excludeCredentials),
    authenticatorSelection: {
      ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
    },
  },
})
const show = async ({ publicKey }, more) => navigator.credentials.get({
  publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) },
  ...more,
})

const answer = (credential) => {
  const given = credential.response
  const response = { clientDataJSON: text(given.clientDataJSON) }
  if (given.attestationObject) response.attestationObject = text(given.attestationObject)
  if (given.authenticatorData) response.authenticatorData = text(given.authenticatorData)
  if (given.signature) response.signature = text(given.signature)
  if (given.userHandle) response.userHandle = text(given.userHandle)
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  }
}

const REFUSED = {
  NotAllowedError: "Nothing was chosen, or it took too long. Try again, or use another way to sign in.",
  InvalidStateError: "This device already has a passkey for your account.",
  SecurityError: "Passkeys do not work at this address. Ask your administrator for Kith’s proper address.",
}

const optionsOf = async (place) => {
  if (!place.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent).options
  const reply = await fetch(place.dataset.options, { headers: { Accept: "application/json" } })
  return (await reply.json()).request_options
}

const send = (form, credential) => {
  form.elements.credential.value = JSON.stringify(answer(credential))
  form.submit()
}

// The browser lists passkeys where it fills in the email address, and waits. Whatever goes wrong here is no error: the button is there.
const offer = async (place, form, options, signal) => {
  if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.())) return
  try {
    send(form, await show(await options(), { mediation: "conditional", signal }))
  } catch (refused) {
    if (!(refused instanceof DOMException)) throw refused
  }
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  const button = place.querySelector("button")
  const says = place.querySelector("[data-passkey-says]")
  const form = place.closest("form")
  if (!window.PublicKeyCredential) {
    says.textContent = "This browser has no passkeys. Use another way."
    continue
  }
  says.textContent = ""
  button.hidden = false
  let asked // one challenge a page: a second one would make the first worthless
  const options = () => (asked ??= optionsOf(place))
  const waiting = new AbortController()
  if ("offer" in place.dataset) offer(place, form, options, waiting.signal)
  button.addEventListener("click", async () => {
    says.textContent = "Waiting for your device."
    waiting.abort() // the browser shows one request at a time
    try {
      send(form, await (place.dataset.passkey === "make" ? make : show)(await options()))
    } catch (refused) {
      says.textContent = REFUSED[refused.name] ?? "That did not work. Nothing was changed. Try again, or use another way."
    }
  })
}
