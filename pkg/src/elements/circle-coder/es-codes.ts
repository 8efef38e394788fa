/** El libro de códigos del paquete en español, por sus palabras en inglés: lo que una persona ha cambiado se queda como lo escribió. */

const CODES: Readonly<Record<string, string>> = {
  "Emotional support": "Apoyo emocional",
  "A speaker gives, receives or asks for care: empathy, warmth, trust, being listened to, comfort in distress. What counts is that a feeling is named or met, not that a problem is solved.":
    "Alguien da, recibe o pide afecto: empatía, calidez, confianza, escucha, consuelo en la aflicción. Lo que cuenta es que se nombra o se acoge un sentimiento, no que se resuelve un problema.",
  "Connecting on a deeper level": "Conectar más a fondo",
  "Taking part let colleagues know each other as people, beyond roles and small talk.":
    "Participar permitió que los colegas se conocieran como personas, más allá de los cargos y de la charla.",
  "Importance of support at work": "Importancia del apoyo en el trabajo",
  "Being supported by colleagues and by the institution matters for doing, and staying in, the work.":
    "El apoyo de los colegas y de la institución importa para hacer el trabajo y para seguir en él.",
  "COVID-19 made virtual connections needed": "La COVID-19 hizo necesarias las conexiones virtuales",
  "Distance, isolation or danger in the pandemic made people need, and look for, contact from afar.":
    "La distancia, el aislamiento o el peligro de la pandemia hicieron que se necesitara, y se buscara, el contacto a distancia.",
  "Appraisal support": "Apoyo valorativo",
  "Talk that helps a person to judge their own situation and worth: affirmation, feedback, comparison, the same experience shared, a view put into proportion.":
    "Palabras que ayudan a una persona a valorar su situación y lo que vale: afirmación, comentarios, comparación, la misma experiencia compartida, una visión puesta en su medida.",
  'Feeling "not alone"': "Sentir que «no se está solo»",
  "Hearing that others go through the same lets people feel that they are not the only ones.":
    "Oír que otras personas pasan por lo mismo permite sentir que no se es la única.",
  "Safe space to connect and share": "Espacio seguro para conectar y compartir",
  "The circle is a place where people can speak openly, in confidence and without being judged.":
    "El círculo es un lugar donde se puede hablar con franqueza, en confianza y sin ser juzgado.",
  "Informational support": "Apoyo informativo",
  "A speaker gives or asks for knowledge that helps to cope: advice, suggestions, facts, resources, what worked.":
    "Alguien da o pide conocimientos que ayudan a salir adelante: consejos, sugerencias, datos, recursos, lo que funcionó.",
  "Sharing self-care strategies": "Compartir estrategias de autocuidado",
  "Colleagues pass on what they do for their own health and balance.": "Los colegas se transmiten lo que hacen por su propia salud y equilibrio.",
  "Instrumental support": "Apoyo instrumental",
  "Help by deeds, time, money or arrangement: taking over work, organising, giving means; also what makes taking part in the circle possible at all.":
    "Ayuda con hechos, tiempo, dinero u organización: asumir trabajo, organizar, dar medios; también lo que hace posible participar en el círculo.",
  "Incentives to join help, connection leads to engagement": "Los incentivos ayudan a unirse, la conexión lleva a implicarse",
  "Credit, money or a meal bring people in; what keeps them is the connection.": "Los créditos, el dinero o una comida atraen; lo que retiene es la conexión.",
  'Some structure but not "too much"': "Algo de estructura, pero no «demasiada»",
  "A topic, a leader and an agenda help, as long as they leave room for what people bring.":
    "Un tema, un líder y una agenda ayudan, mientras dejen lugar a lo que cada cual trae.",
  "Virtual modalities are convenient and conducive to connection": "Las modalidades virtuales son cómodas y favorecen la conexión",
  "Meeting by video or writing in a chat fits into working days and still connects people.":
    "Reunirse por vídeo o escribir en un chat cabe en la jornada y aun así conecta a las personas.",
};

const known = new Map(Object.entries(CODES));

export function code(english: string): string | undefined {
  return known.get(english);
}
