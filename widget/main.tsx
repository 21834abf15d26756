/** Draws the card from what the page carries, then looks for the host that frames it. */
// First: components align and colour over it.
import './tokens.css'
import './base.css'
import { render } from 'preact'
import type { Awaiting, Bootstrap } from '../backend/shown.ts'
import { connectApi } from './api.ts'
import { Card } from './card/Card.tsx'
import { shownOut, start, trouble } from './card/card.model.ts'
import { Broken } from './card/States.tsx'
import { connect, followTheme, openHost, proof } from './host.ts'
import { fetchRest } from './parts/later.tsx'
import { chooseLanguage, directionOf } from './words/index.ts'

const root = document.getElementById('root') ?? document.body
void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const came = readBootstrap()
  await dress(came?.locale ?? navigator.language, came?.host)
  if (!came) render(<Broken />, root)
  else if ('session' in came) {
    show(came)
    afterPaint(() => openHost(connect(came)))
  } else {
    const { openFramed } = await import('./signing-in/framed.tsx')
    await openFramed(came, { root, show, connected: openHost })
  }
  afterPaint(async () => {
    const { followUnread } = await import('./card/badge.model.ts')
    followUnread()
    void fetchRest()
  })
}

/** The page's card; where a frame goes on with another record, that one's. */
function show(bootstrap: Bootstrap) {
  const api = connectApi({ token: bootstrap.session.token, onSessionOver: proveAgain })
  start(bootstrap, api)
  // Another record's card is another card: nothing of the first is left in it.
  render(<Card key={recordKey(bootstrap.card.record)} />, root)

  async function proveAgain() {
    // Without a token of the host only opening the tab anew helps, unless he has left: our server tells.
    const renewed = await api.renew(await proof())
    // A server that cannot be reached right now will be asked again with the next request.
    if (renewed.ok || renewed.retryable) return
    if (renewed.reason === 'not_found') shownOut()
    else trouble.value = 'session_over'
  }
}

/** Language, direction and colours of the host, before anything is drawn. */
async function dress(locale: string, hostName: Bootstrap['host'] | undefined) {
  const page = document.documentElement
  const asked = new URLSearchParams(location.search)
  followTheme(asked.get('theme'), asked.get('look'))
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = hostName === 'dynamics365' ? 'd365' : 'b24'
  page.lang = await chooseLanguage(locale)
}

function readBootstrap(): Bootstrap | Awaiting | undefined {
  const written = document.getElementById('bootstrap')?.textContent
  try {
    return written ? (JSON.parse(written) as Bootstrap | Awaiting) : undefined
  } catch {
    return undefined
  }
}

const recordKey = ({ type, id }: Bootstrap['card']['record']) => `${type}:${id}`

/** Milliseconds after which a page that is not painted goes on without. */
const WITHOUT_PAINT = 1000

/** A frame that is folded away is never painted, and has to count what waits there all the same. */
function afterPaint(then: () => void) {
  const frame = requestAnimationFrame(() => {
    clearTimeout(unpainted)
    setTimeout(then)
  })
  const unpainted = setTimeout(() => {
    cancelAnimationFrame(frame)
    then()
  }, WITHOUT_PAINT)
}
