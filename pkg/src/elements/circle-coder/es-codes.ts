/** El libro de códigos del paquete en español, por sus palabras en inglés: lo que una persona ha cambiado se queda como lo escribió. */

const CODES: Readonly<Record<string, string>> = {
  "CIRCLE: social support among peers": "CIRCLE: apoyo social entre iguales",
  "Emotional support": "Apoyo emocional",
  "A speaker gives, receives or asks for care: empathy, warmth, trust, being listened to, comfort in distress. What counts is that a feeling is named or met, not that a problem is solved.":
    "Alguien da, recibe o pide afecto: empatía, calidez, confianza, escucha, consuelo en la aflicción. Lo que cuenta es que se nombra o se acoge un sentimiento, no que se resuelve un problema.",
  "A speaker names another person's feeling, or says that it makes sense to feel so.":
    "Alguien nombra lo que siente otra persona, o dice que es comprensible sentirse así.",
  "A speaker tells of an own feeling and trusts the others with it.": "Alguien cuenta lo que siente y lo confía a los demás.",
  "Thanks for having been listened to or cared for.": "Agradecer haber recibido escucha o afecto.",
  "Saying that others share the same experience is appraisal support.":
    "Decir que otras personas comparten la misma experiencia es apoyo valorativo.",
  "A practical hint for feeling better is informational support.": "Un consejo práctico para sentirse mejor es apoyo informativo.",
  "Connecting on a deeper level": "Conectar más a fondo",
  "Taking part let colleagues know each other as people, beyond roles and small talk.":
    "Participar permitió que los colegas se conocieran como personas, más allá de los cargos y de la charla.",
  "Getting to know a colleague's life, values or worries.": "Conocer la vida, los valores o las preocupaciones de un colega.",
  "Friendship or closeness that grew in the circle.": "Amistad o cercanía que creció en el círculo.",
  "Meeting more colleagues, without anything said about closeness.": "Conocer a más colegas, sin que se diga nada de cercanía.",
  "Importance of support at work": "Importancia del apoyo en el trabajo",
  "Being supported by colleagues and by the institution matters for doing, and staying in, the work.":
    "El apoyo de los colegas y de la institución importa para hacer el trabajo y para seguir en él.",
  "Support among colleagues named as needed or valued.": "El apoyo entre colegas, nombrado como necesario o valioso.",
  "Its lack named as a loss.": "Su falta, nombrada como una pérdida.",
  "Support by family or friends outside work.": "El apoyo de la familia o de amistades fuera del trabajo.",
  "COVID-19 made virtual connections needed": "La COVID-19 hizo necesarias las conexiones virtuales",
  "Distance, isolation or danger in the pandemic made people need, and look for, contact from afar.":
    "La distancia, el aislamiento o el peligro de la pandemia hicieron que se necesitara, y se buscara, el contacto a distancia.",
  "Isolation in the pandemic together with the wish for contact.": "El aislamiento en la pandemia junto con el deseo de contacto.",
  "Virtual contact that stood in for what was lost.": "El contacto virtual que ocupó el lugar de lo perdido.",
  "Clinical or organisational talk about COVID-19.": "Lo clínico o lo organizativo de la COVID-19.",
  "Virtual tools praised for being handy: that is instrumental.": "Elogios de lo virtual por cómodo: eso es instrumental.",
  "Appraisal support": "Apoyo valorativo",
  "Talk that helps a person to judge their own situation and worth: affirmation, feedback, comparison, the same experience shared, a view put into proportion.":
    "Palabras que ayudan a una persona a valorar su situación y lo que vale: afirmación, comentarios, comparación, la misma experiencia compartida, una visión puesta en su medida.",
  "A speaker confirms that another's reaction or choice is normal or right.":
    "Alguien confirma que la reacción o la decisión de otra persona es normal o acertada.",
  "A speaker tells a like experience of their own so that the other can place theirs.":
    "Alguien cuenta una experiencia propia parecida para que la otra persona sitúe la suya.",
  "Praise for what somebody has done or can do.": "Elogios de lo que alguien ha hecho o sabe hacer.",
  "Sympathy without any judgement of the situation is emotional support.": "La compasión sin valorar la situación es apoyo emocional.",
  "Advice on what to do is informational.": "El consejo sobre qué hacer es informativo.",
  'Feeling "not alone"': "Sentir que «no se está solo»",
  "Hearing that others go through the same lets people feel that they are not the only ones.":
    "Oír que otras personas pasan por lo mismo permite sentir que no se es la única.",
  "Relief that others have the same trouble.": "Alivio de que otras personas tengan la misma dificultad.",
  'The words "not alone" and their like.': "Las palabras «no se está solo» y otras parecidas.",
  "Being physically among people.": "Estar físicamente entre gente.",
  "Safe space to connect and share": "Espacio seguro para conectar y compartir",
  "The circle is a place where people can speak openly, in confidence and without being judged.":
    "El círculo es un lugar donde se puede hablar con franqueza, en confianza y sin ser juzgado.",
  "Confidentiality, trust or absence of judgement in the circle.": "Confidencialidad, confianza o ausencia de juicios en el círculo.",
  "Saying here what cannot be said elsewhere.": "Decir aquí lo que no se puede decir en otra parte.",
  "Physical safety, patient safety.": "La seguridad física, la seguridad de los pacientes.",
  "Informational support": "Apoyo informativo",
  "A speaker gives or asks for knowledge that helps to cope: advice, suggestions, facts, resources, what worked.":
    "Alguien da o pide conocimientos que ayudan a salir adelante: consejos, sugerencias, datos, recursos, lo que funcionó.",
  "A suggestion of what somebody could do, try, read or ask.": "Una sugerencia de lo que alguien podría hacer, probar, leer o preguntar.",
  "A fact, a contact or a resource offered for another's use.":
    "Un dato, un contacto o un recurso que se ofrece para que otra persona lo use.",
  "A question for advice or for how others do it.": "Una pregunta para pedir consejo o saber cómo lo hacen los demás.",
  "Telling a like experience without anything to take from it is appraisal support.":
    "Contar una experiencia parecida de la que no se saca nada es apoyo valorativo.",
  "Doing the thing for somebody is instrumental support.": "Hacer la tarea por alguien es apoyo instrumental.",
  "Sharing self-care strategies": "Compartir estrategias de autocuidado",
  "Colleagues pass on what they do for their own health and balance.": "Los colegas se transmiten lo que hacen por su propia salud y equilibrio.",
  "Sleep, movement, food, rest, meditation, limits to work, time with others, told as a way to cope.":
    "Sueño, movimiento, comida, descanso, meditación, límites al trabajo, tiempo con otras personas, contados como una manera de salir adelante.",
  "Medical advice for patients.": "Consejos médicos para pacientes.",
  "Instrumental support": "Apoyo instrumental",
  "Help by deeds, time, money or arrangement: taking over work, organising, giving means; also what makes taking part in the circle possible at all.":
    "Ayuda con hechos, tiempo, dinero u organización: asumir trabajo, organizar, dar medios; también lo que hace posible participar en el círculo.",
  "An offer of, thanks for or request for practical help.": "Ofrecer, agradecer o pedir ayuda práctica.",
  "Arrangements of the circle itself: time, platform, agenda, incentives.":
    "La organización del propio círculo: hora, plataforma, agenda, incentivos.",
  "Only telling how something can be done is informational support.": "Decir solo cómo se puede hacer algo es apoyo informativo.",
  "Incentives to join help, connection leads to engagement": "Los incentivos ayudan a unirse, la conexión lleva a implicarse",
  "Credit, money or a meal bring people in; what keeps them is the connection.": "Los créditos, el dinero o una comida atraen; lo que retiene es la conexión.",
  "Reasons for having joined or for having stayed.": "Motivos para haberse unido o haberse quedado.",
  "Credit hours, gift cards, meals.": "Horas de créditos, tarjetas de regalo, comidas.",
  "Incentives at work that have nothing to do with the circle.": "Incentivos del trabajo que nada tienen que ver con el círculo.",
  'Some structure but not "too much"': "Algo de estructura, pero no «demasiada»",
  "A topic, a leader and an agenda help, as long as they leave room for what people bring.":
    "Un tema, un líder y una agenda ayudan, mientras dejen lugar a lo que cada cual trae.",
  "Topics, prompts, agenda, leader or length of meetings, praised or found too tight or too loose.":
    "Los temas, las preguntas, la agenda, el líder o la duración de las sesiones, elogiados o vistos como demasiado rígidos o demasiado sueltos.",
  "Structure of clinical work or teaching.": "La estructura del trabajo clínico o de la docencia.",
  "Virtual modalities are convenient and conducive to connection": "Las modalidades virtuales son cómodas y favorecen la conexión",
  "Meeting by video or writing in a chat fits into working days and still connects people.":
    "Reunirse por vídeo o escribir en un chat cabe en la jornada y aun así conecta a las personas.",
  "Ease, reach or comfort of video meetings or chats.": "La facilidad, el alcance o la comodidad de las videollamadas o los chats.",
  "Joining from home or between duties.": "Participar desde casa o entre tareas.",
  "Technical trouble with nothing said about taking part.": "Problemas técnicos sin que se diga nada de participar.",
  "Need for contact born of the pandemic: that is emotional.": "La necesidad de contacto nacida de la pandemia: eso es emocional.",
};

const known = new Map(Object.entries(CODES));

export function code(english: string): string | undefined {
  return known.get(english);
}
