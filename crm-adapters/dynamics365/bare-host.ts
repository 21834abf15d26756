/**
 * A page that a form frames by itself, an iframe with passed parameters: on-premises, or where no script may be installed.
 * Nobody answers there, so the page makes do with its own window.
 */
import { type HostOfFrame, pageOf } from './host-of-frame.ts'
import { languageOf } from './languages.ts'
import { passed } from './passed.ts'

export function bareHost(organization: string, signIn: () => Promise<string>): HostOfFrame {
  const { record, lcid } = passed(location.search)
  return {
    name: 'dynamics365',
    door: 'iframe',
    locale: languageOf(lcid),
    record: () => record,
    // The form decides, and does not ask us.
    fit: async () => window.innerHeight,

    open(path) {
      pageOf(path, organization)
      window.open(new URL(path, organization), '_blank', 'noopener')
    },

    proof: signIn,

    async selectPeople() {
      throw new Error('a bare iframe has no dialog of the host')
    },

    onTheme(tell) {
      tell('light')
      return () => {}
    },

    onLook(tell) {
      tell({ theme: 'light', tokens: {} })
      return () => {}
    },

    // The form loads the frame anew for another record.
    onRecord: () => () => {},
    badge() {},
    close() {},
  }
}
