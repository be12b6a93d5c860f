import { mount } from 'svelte'

import App from './App.svelte'
import { loadConfiguration } from './api/configuration'
import { begin } from './api/opening'
import { session } from './api/session.svelte'
import { keepFocus } from './shell/focus'
import { router } from './shell/routes.svelte'
import './shell/style.css'

const target = document.getElementById('app')
if (target) {
  keepFocus()
  await loadConfiguration()
  if (session.token && router.route.name === 'draw') begin(router.route.formId)
  mount(App, { target })
}
