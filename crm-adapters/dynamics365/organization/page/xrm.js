// `Xrm`, the app's client API for scripts and web resources.
import { alertBox, confirmBox, lookupObjects } from './dialogs.js'
import { navigateTo, openForm, openUrl, openWebResource } from './navigation.js'
import { sidePanes } from './panes.js'
import { braced, lcid, organization, start, user } from './start.js'

window.Xrm = {
  Navigation: {
    openForm,
    // Only the Unified Interface has it.
    ...(!start.onPremises && { navigateTo }),
    openUrl,
    openWebResource,
    openAlertDialog: (words) => alertBox(words.text),
    openConfirmDialog: async (words) => ({ confirmed: await confirmBox(words.text) }),
  },
  Utility: {
    lookupObjects,
    getGlobalContext: () => ({
      userSettings: { userId: braced(user.id), userName: user.name, languageId: lcid, isRTL: start.rtl },
      organizationSettings: { organizationId: organization.id, uniqueName: organization.uniqueName },
      getClientUrl: () => location.origin,
      getVersion: () => organization.version,
    }),
  },
  // On-premises knows no panes.
  ...(!start.onPremises && { App: { sidePanes } }),
}
