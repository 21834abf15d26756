/**
 * The chat as an HTML web resource: on-premises, where there are no code components, and in the app's side pane. Frames the
 * same page as the control does, and knows its record by the parameters the form passes. The page `home.html` runs it too,
 * for our own page, which is of no record.
 */
import type { FramedRecord } from '../../../crm-adapters/dynamics365/frame.ts'
import { languageOf } from '../../../crm-adapters/dynamics365/languages.ts'
import { framedRecord, passed } from '../../../crm-adapters/dynamics365/passed.ts'
import { chat } from '../shell/chat.ts'
import { lookOf } from '../shell/look.ts'
import { serverOf } from '../shell/server.ts'
import { isDarkAround, onAround } from './around.ts'
import { builtInWords } from './built-in-words.ts'
import { deskOf } from './desk-of-page.ts'
import type { FormContext, PageOfChat } from './form-context.ts'

const given = passed(location.search)
const locale = languageOf(given.lcid ?? (Number(given.data.get('lcid')) || null))
const door = doorHere()
const place = chat(document.body, deskOf(door), builtInWords(locale))
let following: FormContext | undefined

document.documentElement.lang = locale
show(given.record)
// The form's script calls it when the form opens, and again whenever the form has made this page anew.
Object.assign(window, { setClientApiContext: (_api, form) => follow(form) } satisfies PageOfChat)

function doorHere() {
  if (document.body.dataset.door === 'home') return 'home'
  return given.data.get('door') === 'pane' ? 'pane' : 'webresource'
}

/** From now on the form itself says which record it shows: after a first save, too. */
function follow(form: FormContext) {
  if (following !== form) {
    following = form
    form.data.entity.addOnPostSave?.(() => show(recordOf(form)))
  }
  show(recordOf(form))
}

function recordOf({ data: { entity } }: FormContext): FramedRecord | null {
  return framedRecord(entity.getEntityName(), entity.getId())
}

function show(record: FramedRecord | null) {
  place.show({
    server: serverOf(given.data.get('server')),
    record,
    locale,
    look: lookOf(undefined, isDarkAround()),
    // Nothing yet, in a tab that is not shown.
    height: window.innerHeight || null,
    installation: given.data.get('installation'),
    organization: given.organization,
  })
}

const showAgain = () => show(following ? recordOf(following) : given.record)
window.addEventListener('resize', showAgain)
onAround(showAgain)
