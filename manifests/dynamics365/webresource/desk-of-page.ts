import { type Desk, peopleIn } from '../shell/desk.ts'
import { badgePane, xrm } from '../shell/xrm.ts'

export function deskOf(door: 'webresource' | 'pane'): Desk {
  return {
    door,

    openRecord({ type, id }) {
      const form = { entityName: type, entityId: id, openInNewWindow: true }
      xrm()
        ?.Navigation.openForm(form)
        .catch((error: unknown) => console.info('the form was not opened:', error))
    },

    openPage(url) {
      window.open(url, '_blank', 'noopener')
    },

    async choosePeople() {
      const api = xrm()
      if (!api) throw new Error('this page has no client API')
      const chosen = await api.Utility.lookupObjects({
        entityTypes: ['systemuser'],
        defaultEntityType: 'systemuser',
        allowMultiSelect: true,
      })
      return peopleIn(chosen)
    },

    badge: badgePane,
  }
}
