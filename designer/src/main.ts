import { mount } from 'svelte'

import App from './App.svelte'
import { loadConfiguration } from './api/configuration'
import { keepFocus } from './shell/focus'
import './shell/style.css'

const target = document.getElementById('app')
if (target) {
  keepFocus()
  await loadConfiguration()
  mount(App, { target })
}
