// Our page as far as the host is concerned: it connects with the real adapter, and notes what it is told.
window.heard = []
window.connecting = dynamics
  .connectDynamics365(new URLSearchParams(location.search).get('org'), async () => 'ticket')
  .then((host) => {
    host.onRecord((record) => heard.push({ record }))
    host.onLook((look) => heard.push({ look }))
    host.onLook((look) => dynamics.wear(look, document.documentElement))
    window.host = host
    return 'connected'
  })
  .catch((error) => String(error))
