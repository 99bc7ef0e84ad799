// German words of the look-up form.

export default {
  title: 'Wo ist meine Bestellung?',
  number: 'Bestellnummer',
  proof: 'E-Mail-Adresse oder Postleitzahl',
  proofHint: 'Wie Sie sie bei der Bestellung angegeben haben.',
  find: 'Bestellung finden',
  sending: 'Wird gesucht …',
  another: 'Eine andere Bestellung suchen',
  broken: 'Das geht zurzeit nicht. Bitte fragen Sie den Shop.',
  'error.EMPTY': 'Bitte füllen Sie das aus.',
  'error.INVALID': 'Bitte prüfen Sie Ihre Angaben.',
  'error.NOT_FOUND': 'Es gibt keine Bestellung mit dieser Nummer und dieser E-Mail-Adresse oder Postleitzahl.',
  'error.TOO_MANY_ATTEMPTS':
    'Es waren zu viele Versuche. Bitte warten Sie eine Viertelstunde, oder fragen Sie den Shop.',
  'error.OFFLINE': 'Es gibt keine Verbindung. Ihre Angaben sind noch da; versuchen Sie es noch einmal.',
};
