/** The page of those who were invited to a discussion: guests from outside, and colleagues whom the CRM does not show the record. */
// First: components align and colour over it.
import '../tokens.css'
import '../base.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import type { Bootstrap } from '../../backend/shown.ts'
import { connectApi } from '../api.ts'
import { start, trouble } from '../card/card.model.ts'
import { connect, followTheme, host, openHost } from '../host.ts'
import { fetchRest } from '../parts/later.tsx'
import { chooseLanguage, directionOf } from '../words/index.ts'
import { Door } from './Door.tsx'
import { begin as comeToTheDoor, end, entry } from './entering.model.ts'
import { Guest } from './Guest.tsx'
import { guestWords } from './words/index.ts'

const root = document.getElementById('root') ?? document.body
void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const bootstrap = readBootstrap()
  await dress(bootstrap?.locale ?? navigator.language, bootstrap?.host)
  document.title = guestWords().title
  if (bootstrap?.card) return openFramed(bootstrap as Bootstrap)
  effect(() => {
    const now = entry.value
    if (now.at === 'in') openForGuest(now.bootstrap, now.renew)
    else render(<Door entry={now} />, root)
  })
  window.addEventListener('hashchange', () => void comeToTheDoor())
  await comeToTheDoor()
}

type Api = ReturnType<typeof connectApi>

/** A colleague's: his host frames it, and proves him again. */
function openFramed(bootstrap: Bootstrap) {
  const prove = async (api: Api) => (await api.renew(await (await host()).proof())).ok
  open(bootstrap, prove, () => location.reload())
  requestAnimationFrame(() => setTimeout(() => openHost(connect(bootstrap))))
}

/** A guest's: the key his browser keeps is his proof. */
function openForGuest(bootstrap: Bootstrap, renew: () => Promise<Bootstrap['session'] | undefined>) {
  async function prove(api: Api) {
    const session = await renew()
    if (session) api.take(session.token)
    return session !== undefined
  }
  open(bootstrap, prove, end)
}

function open(bootstrap: Bootstrap, prove: (api: Api) => Promise<boolean>, onOver: () => void) {
  const api = connectApi({ token: bootstrap.session.token, onSessionOver: proveAgain })
  start(bootstrap, api)
  render(<Guest onOver={onOver} />, root)
  void fetchRest()

  async function proveAgain() {
    // Who cannot be proven again learns it as whoever has lost his access does.
    const proven = await prove(api).catch(() => false)
    if (!proven) trouble.value = 'access_lost'
  }
}

/** Language, direction and colours, before anything is drawn. */
async function dress(locale: string, hostName: Bootstrap['host'] | undefined) {
  const page = document.documentElement
  followTheme(new URLSearchParams(location.search).get('theme') ?? 'auto')
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = hostName === 'dynamics365' ? 'd365' : 'b24'
  page.lang = await chooseLanguage(locale)
}

function readBootstrap(): Partial<Bootstrap> | undefined {
  const written = document.getElementById('bootstrap')?.textContent
  try {
    return written ? (JSON.parse(written) as Partial<Bootstrap>) : undefined
  } catch {
    return undefined
  }
}
