/** Draws our own page from what it carries, then looks for the host that frames it. */
// First: components align and colour over it.
import '../tokens.css'
import '../base.css'
import { render } from 'preact'
import type { HomeBootstrap } from '../../backend/shown.ts'
import { Broken } from '../card/States.tsx'
import { connect, followTheme, host, openHost } from '../host.ts'
import { fetchRest } from '../parts/later.tsx'
import { chooseLanguage, directionOf } from '../words/index.ts'
import { connectHomeApi } from './api.ts'
import { followCounts } from './counts.model.ts'
import { Home } from './Home.tsx'
import { over, start } from './home.model.ts'
import { loadHomeWords } from './words/index.ts'

const root = document.getElementById('root') ?? document.body
void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const bootstrap = readBootstrap()
  await dress(bootstrap?.locale ?? navigator.language, bootstrap?.host)
  if (bootstrap) open(bootstrap)
  else render(<Broken />, root)
}

function open(bootstrap: HomeBootstrap) {
  const api = connectHomeApi({ token: bootstrap.session.token, onSessionOver: proveAgain })
  start(bootstrap, api)
  render(<Home />, root)
  requestAnimationFrame(() =>
    setTimeout(() => {
      openHost(connect(bootstrap))
      followCounts()
      // Safari has no idle callbacks.
      const idle = window.requestIdleCallback ?? setTimeout
      if (bootstrap.home.admin) idle(() => void fetchRest())
    }),
  )

  async function proveAgain() {
    try {
      const renewed = await api.renew(await (await host()).proof())
      // A server that cannot be reached right now will be asked again with the next request.
      if (!renewed.ok && !renewed.retryable) over.value = true
    } catch {
      // The host has no token to give: only opening the page anew asks the person to sign in.
      over.value = true
    }
  }
}

/** Language, direction and colours of the host, before anything is drawn. */
async function dress(locale: string, hostName: HomeBootstrap['host'] | undefined) {
  const page = document.documentElement
  followTheme(new URLSearchParams(location.search).get('theme'))
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = hostName === 'dynamics365' ? 'd365' : 'b24'
  const language = await chooseLanguage(locale)
  await loadHomeWords(language)
  page.lang = language
}

function readBootstrap(): HomeBootstrap | undefined {
  const written = document.getElementById('bootstrap')?.textContent
  try {
    return written ? (JSON.parse(written) as HomeBootstrap) : undefined
  } catch {
    return undefined
  }
}
