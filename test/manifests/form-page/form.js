// A model-driven form as far as a code component sees it: it registers the component, hands it a context with every update,
// and notes what the component asks of the platform.
const classes = {}
const instances = []

window.ComponentFramework = {
  registerControl(name, made) {
    classes[name] = made
  },
}

window.form = {
  registered: () => Object.keys(classes),
  did: [],
  chosen: [],

  mount(shown) {
    const container = document.body.appendChild(document.createElement('div'))
    const control = new classes['Dealthread.CardChat']()
    instances.push({ control, container, shown })
    control.init(contextOf(shown), () => form.did.push({ notified: true }), {}, container)
    control.updateView(contextOf(shown))
    return instances.length - 1
  },

  update(number, changes, times = 1) {
    const instance = instances[number]
    Object.assign(instance.shown, changes)
    for (let n = 0; n < times; n += 1) instance.control.updateView(contextOf(instance.shown))
  },

  destroy(number) {
    const { control, container } = instances[number]
    control.destroy()
    const left = container.innerHTML
    container.remove()
    delete instances[number]
    return left
  },
}

function contextOf(shown) {
  const { entityId = null, entityName = null, backendUrl = null, installationId = null } = shown
  const text = (raw) => ({
    type: 'SingleLine.Text',
    raw,
    error: false,
    errorMessage: '',
    formatted: raw ?? '',
  })
  const did = (what) => form.did.push(what)
  return {
    parameters: {
      anchor: text(null),
      entityId: text(entityId),
      entityName: text(entityName),
      backendUrl: text(backendUrl),
      installationId: text(installationId),
    },
    mode: {
      allocatedWidth: 918,
      allocatedHeight: shown.allocatedHeight ?? -1,
      isControlDisabled: false,
      isVisible: true,
      label: 'Chat',
      contextInfo: shown.contextInfo,
      trackContainerResize: (on) => did({ tracks: on }),
    },
    userSettings: { languageId: shown.languageId ?? 1033, isRTL: false },
    fluentDesignLanguage: shown.design,
    resources: { getString: (key) => strings[shown.languageId ?? 1033]?.[key] ?? key },
    navigation: {
      openForm: async (options) => did({ openForm: options }),
      openUrl: (url) => did({ openUrl: url }),
    },
    utils: {
      async lookupObjects(options) {
        did({ lookupObjects: options })
        if (form.chosen === null) throw new Error('the dialog was dismissed')
        return form.chosen
      },
    },
  }
}
