import { type Desk, peopleIn } from '../shell/desk.ts'
import { badgePane } from '../shell/xrm.ts'
import type { Inputs } from './inputs.ts'

/** @param context the newest one: the platform hands over another with every update. */
export function deskOf(context: () => ComponentFramework.Context<Inputs>): Desk {
  return {
    door: 'control',

    openRecord({ type, id }) {
      const form = { entityName: type, entityId: id, openInNewWindow: true }
      context()
        .navigation.openForm(form)
        .catch((error: unknown) => console.info('the form was not opened:', error))
    },

    openPage(url) {
      context().navigation.openUrl(url)
    },

    async choosePeople() {
      const chosen = await context().utils.lookupObjects({
        entityTypes: ['systemuser'],
        defaultEntityType: 'systemuser',
        allowMultiSelect: true,
      })
      return peopleIn(chosen)
    },

    // A control has no badge of its own: the app's side pane shows it, where it is open.
    badge: badgePane,
  }
}
