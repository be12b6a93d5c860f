import { mount } from 'svelte'

import App from './App.svelte'
import { loadConfiguration } from './api/configuration'
import './shell/style.css'

const target = document.getElementById('app')
if (target) {
  await loadConfiguration()
  mount(App, { target })
}
