// What an application's frame may ask of the page. Several are never answered: so it is in a portal.
import { chooseAccess, chooseCrm, choosePeople } from './dialogs.js'
import { openApplication, openPath } from './slider.js'
import { ask, viewer } from './viewer.js'

export const commands = {
  getInitData: ({ init, answer }) => answer(init),
  setInstall: ({ params, answer }) => answer(params),

  async setInstallFinish({ sid }) {
    await ask(`/local/frame/${sid}/installed`, {})
    const url = new URL(location.href)
    url.searchParams.set('install_finished', 'Y')
    location.replace(url)
  },

  // A portal shows an alert where this fails, and leaves the frame waiting.
  refreshAuth: async ({ sid, answer }) => answer(await ask(`/local/frame/${sid}/auth`, {})),

  async setAppOption({ sid, params, answer }) {
    if (viewer.admin) answer({ result: await ask(`/local/frame/${sid}/app-option`, params) })
  },

  async setUserOption({ sid, params, answer }) {
    await ask(`/local/frame/${sid}/user-option`, params)
    answer(params)
  },

  resizeWindow({ frame, params, answer }) {
    if (Number(params.height) > 0) {
      frame.style.height = `${Number(params.height)}px`
      frame.dataset.fitted = 'yes'
    }
    frame.style.width = Number(params.width) > 0 ? `${Number(params.width)}px` : '100%'
    answer({ width: frame.offsetWidth, height: frame.offsetHeight })
  },

  reloadWindow: () => location.reload(),

  setTitle({ params, answer }) {
    const title = document.getElementById('pagetitle')
    if (title) title.textContent = params.title
    answer(params)
  },

  setScroll({ params, answer }) {
    scrollTo({ top: Number(params.scroll) || 0 })
    answer(params)
  },

  openApplication: (app) => openApplication(app).then(() => app.answer()),

  closeApplication({ close, answer }) {
    if (!close) return
    answer()
    close()
  },

  openPath({ params, answer }) {
    const shown = openPath(String(params.path))
    if (shown) shown.then(() => answer({ result: 'close' }))
    else answer({ result: 'error', errorCode: 'PATH_NOT_AVAILABLE' })
  },

  // They answer when something is chosen; a dialog closed without a choice leaves the frame waiting.
  selectUser: ({ params, answer }) => choosePeople(params, answer),
  selectAccess: ({ params, answer }) => chooseAccess(params, answer),
  selectCRM: ({ params, answer }) => chooseCrm(params, answer),

  getInterface({ placement, answer }) {
    answer({ command: placement.includes('_DETAIL_') ? ['reloadData'] : [], event: [] })
  },

  async reloadData({ answer }) {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    for (const part of document.querySelectorAll('[data-reload]')) {
      const again = fresh.querySelector(`[data-reload="${part.dataset.reload}"]`)
      if (again) part.replaceWith(again)
    }
    answer()
  },

  // No event of a deal's tab is known, and calls and the messenger are not of this portal.
  placementBindEvent() {},
  showAppForm() {},
  imCallTo() {},
  imPhoneTo() {},
  imOpenMessenger() {},
  imOpenHistory() {},
}
