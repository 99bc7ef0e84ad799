// English words of the look-up form.

export default {
  title: 'Where is my order?',
  number: 'Order number',
  proof: 'E-mail address or postal code',
  proofHint: 'As you gave it when you ordered.',
  find: 'Find the order',
  sending: 'Looking …',
  another: 'Look up another order',
  broken: 'This does not work at the moment. Please ask the shop.',
  'error.EMPTY': 'Please fill this in.',
  'error.INVALID': 'Please look at what you entered.',
  'error.NOT_FOUND': 'There is no order with this number and this e-mail address or postal code.',
  'error.TOO_MANY_ATTEMPTS': 'There were too many attempts. Please wait a quarter of an hour, or ask the shop.',
  'error.OFFLINE': 'There is no connection. What you entered is still here; try again.',
};
