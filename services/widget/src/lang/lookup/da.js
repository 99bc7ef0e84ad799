// Danish words of the look-up form.

export default {
  title: 'Hvor er min ordre?',
  number: 'Ordrenummer',
  proof: 'E-mailadresse eller postnummer',
  proofHint: 'Som du oplyste det, da du bestilte.',
  find: 'Find ordren',
  sending: 'Leder …',
  another: 'Find en anden ordre',
  broken: 'Det virker ikke lige nu. Spørg venligst butikken.',
  'error.EMPTY': 'Udfyld venligst dette.',
  'error.INVALID': 'Se venligst på det, du har skrevet.',
  'error.NOT_FOUND': 'Der er ingen ordre med dette nummer og denne e-mailadresse eller dette postnummer.',
  'error.TOO_MANY_ATTEMPTS': 'Der har været for mange forsøg. Vent venligst et kvarter, eller spørg butikken.',
  'error.OFFLINE': 'Der er ingen forbindelse. Det, du har skrevet, er her stadig; prøv igen.',
};
