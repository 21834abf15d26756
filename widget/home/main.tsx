/** Draws our own page from what it carries, then looks for the host that frames it. */
// First: components align and colour over it.
import '../tokens.css'
import '../base.css'
import { render } from 'preact'
import type { Awaiting, HomeBootstrap } from '../../backend/shown.ts'
import type { Host } from '../../crm-adapters/port.ts'
import { Broken } from '../card/States.tsx'
import { connect, followTheme, openHost, proof } from '../host.ts'
import { fetchRest } from '../parts/later.tsx'
import { chooseLanguage, directionOf } from '../words/index.ts'
import { connectHomeApi } from './api.ts'
import { followCounts } from './counts.model.ts'
import { Home } from './Home.tsx'
import { over, shownOut, start } from './home.model.ts'
import { loadHomeWords } from './words/index.ts'

const root = document.getElementById('root') ?? document.body
void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const came = readBootstrap()
  await dress(came?.locale ?? navigator.language, came?.host)
  if (!came) render(<Broken />, root)
  else if ('session' in came) open(came, () => connect(came))
  else {
    const { openFramedHome } = await import('./framed.tsx')
    let host: Promise<Host> | undefined
    await openFramedHome(came, {
      show: (bootstrap) => open(bootstrap, () => host ?? connect(bootstrap)),
      connected: (connecting) => {
        host = connecting
      },
    })
  }
}

function open(bootstrap: HomeBootstrap, hostOfPage: () => Promise<Host>) {
  const api = connectHomeApi({ token: bootstrap.session.token, onSessionOver: proveAgain })
  start(bootstrap, api)
  render(<Home />, root)
  requestAnimationFrame(() =>
    setTimeout(() => {
      openHost(hostOfPage())
      followCounts()
      if (bootstrap.home.admin) void fetchRest()
    }),
  )

  async function proveAgain() {
    // Without a token of the host only opening the page anew helps, unless he has left: our server tells.
    const renewed = await api.renew(await proof())
    // A server that cannot be reached right now will be asked again with the next request.
    if (renewed.ok || renewed.retryable) return
    if (renewed.reason === 'not_found') shownOut()
    else over.value = true
  }
}

/** Language, direction and colours of the host, before anything is drawn. */
async function dress(locale: string, hostName: HomeBootstrap['host'] | undefined) {
  const page = document.documentElement
  const asked = new URLSearchParams(location.search)
  followTheme(asked.get('theme'), asked.get('look'))
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = hostName === 'dynamics365' ? 'd365' : 'b24'
  const language = await chooseLanguage(locale)
  await loadHomeWords(language)
  page.lang = language
}

function readBootstrap(): HomeBootstrap | Awaiting | undefined {
  const written = document.getElementById('bootstrap')?.textContent
  try {
    return written ? (JSON.parse(written) as HomeBootstrap | Awaiting) : undefined
  } catch {
    return undefined
  }
}
