/** A window of our own in which this browser is asked to ring: in a frame of the CRM it may not be asked. */
import { pushWords, type Said } from './words.ts'

const root = document.getElementById('root') ?? document.body
const say = pushWords(document.documentElement.lang)

draw(say.ask, { label: say.allow, act: () => void allow() })

/** What the browser gives goes to the page that has opened us, and to nobody else. */
async function allow() {
  if (!('serviceWorker' in navigator && 'PushManager' in window)) return draw(say.cannot)
  if ((await Notification.requestPermission()) !== 'granted') return draw(say.denied)
  draw(say.asking)
  try {
    const registration = await navigator.serviceWorker.register('/push/worker.js', { scope: '/push/' })
    await active(registration)
    const subscription = await subscribed(registration, root.dataset.key ?? '')
    const page: Window | null = window.opener
    page?.postMessage({ push: subscription.toJSON() }, location.origin)
    draw(page ? say.done : say.lost, { label: say.close, act: () => window.close() })
  } catch (error) {
    console.info('the browser gave no subscription:', error)
    draw(say.failed, { label: say.again, act: () => void allow() })
  }
}

async function subscribed(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const asked = { userVisibleOnly: true, applicationServerKey: key }
  try {
    return await registration.pushManager.subscribe(asked)
  } catch (error) {
    // It has one under a key we had before.
    const old = await registration.pushManager.getSubscription()
    if (!old) throw error
    await old.unsubscribe()
    return registration.pushManager.subscribe(asked)
  }
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting
  if (registration.active || !worker) return Promise.resolve()
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve())
  })
}

function draw([title, text]: Said, button?: { label: string; act: () => void }) {
  const heading = document.createElement('h1')
  heading.textContent = title
  const words = document.createElement('p')
  words.setAttribute('role', 'status')
  words.textContent = text
  root.replaceChildren(heading, words)
  if (!button) return
  const pressed = document.createElement('button')
  pressed.textContent = button.label
  pressed.addEventListener('click', button.act)
  root.append(pressed)
}
