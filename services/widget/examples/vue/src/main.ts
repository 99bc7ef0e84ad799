/// <reference types="@makegood/widget/vue" />
/// <reference types="vite/client" />

import { createApp } from 'vue';
import OrderStatus from './OrderStatus.vue';

const order = location.pathname.split('/').at(-1)!;
createApp(OrderStatus, { api: import.meta.env.VITE_MAKEGOOD_URL, order }).mount('#order');
