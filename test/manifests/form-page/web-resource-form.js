// A form with a web resource on it, and an app with side panes around it, as far as their client API is used.
const record = { id: '', table: 'opportunity' }
const afterSave = []
const panes = {}
const atSide = []

window.form = {
  did: [],
  /** Puts the web resource on the form as the platform does: parameters passed, then the form's script. */
  async show(query) {
    const frame = document.body.appendChild(document.createElement('iframe'))
    Object.assign(frame.style, { width: '800px', height: '600px' })
    frame.src = `/WebResources/dth_/dealthread/card.html?${query}`
    await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }))
  },
  load: (server) => Dealthread.onLoad({ getFormContext: () => formContext }, server),
  openPane: (server) => Dealthread.openPane(formContext, server),
  save(id) {
    record.id = id
    for (const then of afterSave) then()
  },
  turnTo(id) {
    record.id = id
  },
  badge: () => panes.dth_dealthread?.badge,
  navigated: atSide,
}

const formContext = {
  data: {
    entity: {
      getId: () => record.id,
      getEntityName: () => record.table,
      addOnPostSave: (then) => afterSave.push(then),
    },
  },
  ui: { tabs: { forEach() {} } },
  getControl: (name) =>
    name === 'WebResource_dth_dealthread'
      ? { getContentWindow: async () => document.querySelector('iframe')?.contentWindow }
      : null,
}

window.Xrm = {
  Navigation: { openForm: async (options) => void form.did.push({ openForm: options }) },
  Utility: {
    lookupObjects: async () => [
      { id: '{D365000B-0000-4000-8000-00000000000B}', name: 'Boris', entityType: 'systemuser' },
    ],
    getGlobalContext: () => ({ userSettings: { languageId: 1058 } }),
  },
  App: {
    sidePanes: {
      getPane: (id) => panes[id],
      async createPane(options) {
        form.did.push({ createPane: options })
        const frame = document.body.appendChild(document.createElement('iframe'))
        Object.assign(frame.style, { width: `${options.width}px`, height: '600px' })
        panes[options.paneId] = {
          badge: false,
          async navigate({ webresourceName, data }) {
            atSide.push(data)
            frame.src = `/WebResources/${webresourceName}?data=${encodeURIComponent(data)}`
          },
        }
        return panes[options.paneId]
      },
    },
  },
}
