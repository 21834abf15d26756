/** Draws the card from what the page carries, then looks for the host that frames it. */
// First: components align and colour over it.
import './tokens.css'
import './base.css'
import { render } from 'preact'
import type { Bootstrap } from '../backend/shown.ts'
import { connectApi } from './api.ts'
import { Card } from './card/Card.tsx'
import { start, trouble } from './card/card.model.ts'
import { Broken } from './card/States.tsx'
import { followTheme, host, openHost } from './host.ts'
import { fetchRest } from './parts/later.tsx'
import { chooseLanguage, directionOf } from './words/index.ts'

const root = document.getElementById('root') ?? document.body
void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const bootstrap = readBootstrap()
  await dress(bootstrap?.locale ?? navigator.language, bootstrap?.host)
  if (bootstrap) open(bootstrap)
  else render(<Broken />, root)
}

function open(bootstrap: Bootstrap) {
  const api = connectApi({ token: bootstrap.session.token, onSessionOver: proveAgain })
  start(bootstrap, api)
  render(<Card />, root)
  afterPaint(() => {
    openHost(bootstrap)
    // Safari has no idle callbacks.
    const idle = window.requestIdleCallback ?? setTimeout
    idle(() => void fetchRest())
  })

  async function proveAgain() {
    try {
      const proof = await (await host()).proof()
      const renewed = await api.renew(proof)
      // A server that cannot be reached right now will be asked again with the next request.
      if (!renewed.ok && !renewed.retryable) trouble.value = 'session_over'
    } catch {
      // The host has no token to give: only opening the tab anew asks the person to sign in.
      trouble.value = 'session_over'
    }
  }
}

/** Language, direction and colours of the host, before anything is drawn. */
async function dress(locale: string, hostName: Bootstrap['host'] | undefined) {
  const page = document.documentElement
  followTheme(new URLSearchParams(location.search).get('theme'))
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = hostName === 'dynamics365' ? 'd365' : 'b24'
  page.lang = await chooseLanguage(locale)
}

function readBootstrap(): Bootstrap | undefined {
  const written = document.getElementById('bootstrap')?.textContent
  try {
    return written ? (JSON.parse(written) as Bootstrap) : undefined
  } catch {
    return undefined
  }
}

function afterPaint(then: () => void) {
  requestAnimationFrame(() => setTimeout(then))
}
