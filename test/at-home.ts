/** Somebody with our own page open, in the portal's menu. */
import type { HomeBootstrap, InboxPage } from '../backend/shown.ts'
import type { Answered, World } from './world.ts'

export interface Visitor {
  id: string
  token: string
  home: HomeBootstrap['home']
  call(method: string, path: string, body?: unknown): Promise<Answered>
  /** His list, as `query` asks for it. */
  inbox(query?: string): Promise<InboxPage>
}

type Place = Pick<World, 'http' | 'portal' | 'parts'>

/** Opens our own page as somebody, as the portal does. */
export async function atHome(w: Place, person: string): Promise<Visitor> {
  const page = await homePage(w, person)
  if (page.status !== 200) throw new Error(`our own page did not open: ${page.status}`)
  const bootstrap = homeIn(await page.text())
  const { token } = bootstrap.session

  async function call(method: string, path: string, body?: unknown): Promise<Answered> {
    const response = await w.http.request(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : text, headers: response.headers }
  }

  return {
    id: person,
    token,
    home: bootstrap.home,
    call,
    async inbox(query = '') {
      // What waits for an answer is heard after the commit.
      await w.parts.heard()
      const { status, body } = await call('GET', `/api/inbox${query}`)
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body
    },
  }
}

/** The answer to the portal's form, whatever it is. */
export function homePage(
  w: Pick<Place, 'http' | 'portal'>,
  person: string,
  overrides?: Record<string, string>,
) {
  const { url, form } = w.portal.menuForm(person, overrides)
  const { pathname, search } = new URL(url)
  return w.http.request(pathname + search, { method: 'POST', body: new URLSearchParams(form) })
}

export function homeIn(html: string): HomeBootstrap {
  const json = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html)?.[1]
  if (!json) throw new Error('the page has no bootstrap')
  return JSON.parse(json)
}
