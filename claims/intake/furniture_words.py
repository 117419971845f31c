"""The words of page furniture, by rule, in the languages whose dates are read.

What stands between bars or line ends here is a whole line of a page, in small letters. A line that a reporter may well
have written in an article (a single "Politics" above a paragraph) belongs to `WEAK`: it counts only beside others.
"""

ADVERTISEMENT = """
advertisement | advertising | ad feedback | ads | sponsored | sponsored content | paid content | paid post | promoted
promoted content | skip advertisement | skip ad | story continues below | story continues below advertisement
article continues below | article continues below advertisement | article continues after advertisement
continue reading below | scroll to continue | advertisement scroll to continue | advertisement - scroll to continue
advertisement · scroll to continue | report this ad | anzeige | werbung | gesponsert
artikel wird nach der anzeige fortgesetzt | publicité | la suite après cette publicité | la suite après la publicité
publicidad | continúa leyendo debajo de la publicidad | pubblicità | continua a leggere dopo la pubblicità
publicidade | continua após a publicidade | continua depois da publicidade | реклама | на правах рекламы | annonse
annonsørinnhold | artikkelen fortsetter under annonsen | saken fortsetter under annonsen | annonce
artiklen fortsætter efter annoncen | annoncørbetalt indhold | annons | artikeln fortsätter efter annonsen
advertentie | artikel gaat verder onder de advertentie | tekst gaat verder onder de advertentie
lees verder onder de advertentie | reklama | dalsza część artykułu pod reklamą
"""

SHARING = """
share | share this | share this article | share this story | share this post | share this page
share with your friends | share on facebook | share on twitter | share on x | share on whatsapp | share on linkedin
share on reddit | share via email | email this article | email this story | print this article
click to share on facebook | click to share on twitter | copy link | copy the link | copy article link | link copied
tweet | tweet this | follow us | follow us on facebook | follow us on twitter | follow us on google news | teilen
artikel teilen | auf facebook teilen | auf twitter teilen | auf whatsapp teilen | per e-mail teilen | link kopieren
partager | partager l'article | partager sur facebook | partager sur twitter | partager sur whatsapp | copier le lien
compartir | compartir en facebook | compartir en twitter | compartir en whatsapp | copiar enlace | condividi
condividi su facebook | condividi su twitter | copia link | compartilhar | compartilhe | compartilhar no facebook
partilhar | copiar link | поделиться | поделиться в facebook | скопировать ссылку | del artikkelen | del på facebook
del på twitter | kopier lenke | del artiklen | del på linkedin | kopiér link | kopier link | dela artikeln
dela på facebook | dela på twitter | kopiera länk | deel dit artikel | deel via facebook | delen via facebook
link kopiëren | kopieer link | udostępnij | udostępnij na facebooku | kopiuj link | поділитися | скопіювати посилання
"""

#: A line made of nothing but two or more of these is a bar of buttons; a single one counts beside other furniture.
BUTTONS = """
share tweet pin email e-mail mail print facebook twitter x whatsapp telegram linkedin reddit pinterest messenger
flipboard bluesky threads mastodon instagram youtube tiktok viber sms save bookmark
teilen merken drucken partager imprimer envoyer compartir imprimir enviar guardar condividi stampa compartilhar
поделиться печать вконтакте одноклассники del dela tipsa skriv delen deel udostępnij drukuj поділитися
"""

OTHER_ARTICLES = """
trending | trending now | trending nationally | trending stories | trending topics | now trending | popular
popular now | most popular | most read | most viewed | most shared | most commented | most recent | most discussed
top stories | top news | more top stories | latest news | latest stories | latest headlines | editor's picks
editors' picks | editor’s picks | editors’ picks | recommended | recommended for you | recommended stories
recommended reading | you may also like | you might also like | you might like | you may like | more stories
more news | more like this | more in local news | don't miss | don’t miss | must read | up next | what to read next
read next | watch next | in case you missed it | around the web | from around the web | from the web
promoted stories | sponsored stories | paid partner content | related | related article | related articles
related story | related stories | related content | related coverage | related links | related news | related posts
related topics | related reading | more on this | more on this story | more on this topic | read more | read more here
see more | see also | meistgelesen | meistgelesene artikel | das könnte sie auch interessieren | auch interessant
empfehlungen der redaktion | neueste artikel | mehr zum thema | mehr dazu | lesen sie auch | weiterlesen
les plus lus | les plus partagés | vous aimerez aussi | à lire aussi | lire aussi | lire la suite | sur le même sujet
dans la même rubrique | lo más leído | lo más visto | las más leídas | te recomendamos | te puede interesar
le puede interesar | últimas noticias | leer más | lea también | noticias relacionadas | i più letti | più letti
potrebbe interessarti | ultime notizie | leggi anche | leggi tutto | leggi di più | mais lidas | mais lidos
últimas notícias | leia mais | leia também | veja também | saiba mais | популярное | самое популярное | самое читаемое
главные новости | последние новости | лента новостей | читайте также | читать далее | смотрите также
материалы по теме | по теме | mest lest | mest lest nå | siste nytt | siste nyheter | les også | les mer | mest læst
mest læste | seneste nyt | læs også | læs mere | mest läst | mest lästa | senaste nytt | läs också | läs även
läs mer | meest gelezen | net binnen | laatste nieuws | lees ook | lees meer | lees verder | najczęściej czytane
najpopularniejsze | najnowsze | polecane | czytaj także | czytaj też | czytaj więcej | zobacz także | zobacz też
найпопулярніше | останні новини | читайте також | дивіться також
"""

#: What stands before the title of another article: "Read more: …".
POINTERS = """
read more|read also|also read|see also|related|related story|related article|related coverage|more on this
lesen sie auch|lesen sie mehr|lesen sie hier|mehr zum thema|mehr dazu|auch interessant
lire aussi|à lire aussi|à lire également|lire également|voir aussi|sur le même sujet
leer más|lea también|lee también|lea además|te puede interesar|le puede interesar|vea también|ver también|además
leggi anche|leggi di più|per approfondire|vedi anche
leia também|leia mais|veja também|saiba mais
читайте также|читать также|подробнее|по теме|смотрите также
les også|les mer|se også
læs også|læs mere
läs också|läs även|läs mer|se även
lees ook|lees meer|zie ook
czytaj także|czytaj też|czytaj również|czytaj więcej|zobacz też|zobacz także|przeczytaj także
читайте також|дивіться також|детальніше
"""

NEWSLETTER = """
newsletter | newsletters | sign up for our newsletter | sign up for our newsletters | sign up for newsletters
join our newsletter | subscribe to our newsletter | get our newsletter | subscribe | subscribe now | subscribe today
subscribe for free | already a subscriber? | already have an account? | log in | sign in | sign up | sign up now
sign up here | create account | create an account | create a free account | enter your email
enter your email address | your email address | email address | thank you for subscribing | newsletter abonnieren
jetzt abonnieren | jetzt anmelden | abonnieren | s'abonner | je m'abonne | abonnez-vous | s'inscrire à la newsletter
suscríbete | suscribirse | suscríbete a nuestra newsletter | iniciar sesión | iscriviti | iscriviti alla newsletter
abbonati | accedi | assine | assine já | inscreva-se | fazer login | подписаться | подписаться на рассылку
подписывайтесь на нас | войти | bli abonnent | logg inn | meld deg på nyhetsbrevet | bliv abonnent | log ind
tilmeld dig nyhedsbrevet | prenumerera | logga in | prenumerera på vårt nyhetsbrev | abonneer | abonneer nu | inloggen
meld je aan | zapisz się do newslettera | zaloguj się | підписатися | увійти
"""

COOKIES = """
accept all | accept all cookies | accept cookies | accept and close | reject all | reject all cookies
cookie settings | cookie policy | cookie preferences | cookie notice | manage cookies | manage preferences
manage consent | manage my choices | your privacy choices | do not sell my personal information
do not sell or share my personal information | we value your privacy | alle akzeptieren | alle cookies akzeptieren
cookie-einstellungen | einstellungen verwalten | tout accepter | tout refuser | accepter et fermer
continuer sans accepter | gérer mes choix | gérer les cookies | aceptar todo | aceptar todas
aceptar todas las cookies | configurar cookies | accetta tutto | accetta tutti i cookie | gestisci le preferenze
aceitar todos | aceitar cookies | gerir cookies | принять все | принять все файлы cookie | godta alle
godta alle informasjonskapsler | accepter alle | accepter alle cookies | acceptera alla | acceptera alla cookies
godkänn alla | alles accepteren | cookies accepteren | cookie-instellingen | akceptuję | akceptuję wszystkie
прийняти всі
"""

PAGE = """
skip to content | skip to the content | skip to main content | skip to navigation | skip to footer | skip to search
jump to navigation | search for | back to top
return to top | toggle navigation | toggle menu | open menu | open navigation menu | main menu | main navigation
go to homepage | terms of use | terms of service | terms & conditions | terms and conditions | terms | privacy policy
privacy notice | contact us | about us | advertise | advertise with us | work with us | site map | sitemap
accessibility | zum inhalt springen | zum hauptinhalt springen | zur startseite | nach oben | impressum | datenschutz
datenschutzerklärung | agb | aller au contenu | aller au contenu principal | retour en haut | mentions légales
politique de confidentialité | ir al contenido | saltar al contenido | ir al contenido principal | aviso legal
política de privacidad | vai al contenuto | torna su | note legali | ir para o conteúdo | política de privacidade
перейти к содержанию | перейти к основному содержанию | наверх | политика конфиденциальности | hopp til innhold
hopp til hovedinnhold | gå til innhold | til toppen | personvern | gå til indhold | spring til indhold
gå till innehåll | hoppa till innehåll | till toppen | ga naar inhoud | ga naar de inhoud | naar boven
przejdź do treści | polityka prywatności | перейти до вмісту
"""

COMMENTS = """
leave a comment | leave a reply | cancel reply | view comments | view all comments | show comments | hide comments
load comments | post a comment | add a comment | write a comment | join the conversation | join the discussion
no comments yet | comments are closed | kommentar schreiben | kommentieren | kommentare anzeigen
laisser un commentaire | ajouter un commentaire | voir les commentaires | dejar un comentario | deja un comentario
ver comentarios | lascia un commento | deixe um comentário | deixe seu comentário | оставить комментарий
legg igjen en kommentar | skriv en kommentar | kommentera | kommentera artikeln | plaats een reactie | dodaj komentarz
залишити коментар
"""

PLAYER = """
listen to this article | listen to this story | listen to article | listen to the article
your browser does not support the audio element | artikel anhören | écouter l'article | écouter cet article
escuchar artículo | ascolta l'articolo | ouvir artigo | lytt til saken | lyt til artiklen | lyssna på artikeln
luister naar dit artikel | posłuchaj artykułu
"""

COUNTED_COMMENTS = (
    "comments? kommentare? commentaires? comentarios? commenti comentários? комментари(?:й|я|ев) kommentarer reacties?"
    " komentarzy? коментар(?:і|ів)?"
)

READING_TIMES = (
    "reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura"
    "|время чтения|lesetid|læsetid|lästid|leestijd|czas czytania|час читання"
)

PHOTO_WORDS = (
    "photo|photos|photograph|photograph by|photo by|photo credit|photo courtesy of|picture|picture credit|image"
    "|image credit|image source|images|credit|foto|fotos|foto av|foto's|bild|bilder|bildquelle|crédit|crédit photo"
    "|crédits|imagen|crédito|créditos|immagine|imagem|фото|фотография|zdjęcie|fot|zdj|getty images"
)

RIGHTS = (
    "all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    "|tutti i diritti riservati|todos os direitos reservados|все права защищены|alle rettigheter reservert"
    "|alle rettigheder forbeholdes|alla rättigheter förbehållna|alle rechten voorbehouden"
    "|wszelkie prawa zastrzeżone|усі права захищені|всі права захищено"
)

#: How a notice about cookies begins; the rest of the line goes with it.
COOKIE_NOTICES = (
    "we use cookies|we use essential cookies|this site uses cookies|this website uses cookies|our site uses cookies"
    "|our website uses cookies|by continuing to (?:use|browse) (?:this|our) (?:web)?site"
    "|we and our partners (?:use|store)"
    "|diese (?:web)?seite verwendet cookies|diese website verwendet cookies|wir verwenden cookies|wir nutzen cookies"
    "|nous utilisons des cookies|ce site utilise des cookies|en poursuivant votre navigation"
    "|utilizamos cookies|este sitio utiliza cookies|este sitio web utiliza cookies|usamos cookies"
    "|utilizziamo i cookie|questo sito utilizza (?:i )?cookie|este site utiliza cookies|este site usa cookies"
    "|мы используем (?:файлы )?cookie|на сайте используются (?:файлы )?cookie"
    "|vi bruker informasjonskapsler|vi bruker cookies|vi bruger cookies|denne hjemmeside bruger cookies"
    "|vi använder cookies|den här webbplatsen använder cookies|wij gebruiken cookies|we gebruiken cookies"
    "|deze (?:web)?site gebruikt cookies|ta strona używa (?:plików )?cookies|używamy (?:plików )?cookies"
)

#: How a plea to subscribe begins; the rest of a short line goes with it where it names what one subscribes to.
PLEAS = (
    r"sign up (?:for|to) (?:our|the|my|receive)|subscribe to (?:our|the)|become a (?:member|subscriber)"
    r"|get (?:the|our) (?:latest|best|top|morning|daily|free)|want more news|enter your email"
    r"|melden sie sich (?:hier )?(?:für|zu) (?:unser|den)|abonnieren sie (?:unser|den)"
    r"|inscrivez-vous (?:à|pour)|abonnez-vous (?:à|pour)|recevez (?:notre|chaque|toute)"
    r"|suscríbete a|regístrate (?:gratis|para)|recibe (?:en tu|nuestra|cada)"
    r"|iscriviti (?:alla|al|per)|ricevi (?:la|ogni)"
    r"|assine (?:a|o|nossa|para)|inscreva-se (?:na|no|em)|receba (?:a|as|nossa)"
    r"|подписывайтесь на|подпишитесь на|meld deg på|tilmeld dig|få (?:nyhetsbrevet|nyhedsbrevet)"
    r"|prenumerera på|anmäl dig till|meld je aan voor|schrijf je in voor|zapisz się (?:do|na)"
    r"|підписуйтесь на|підпишіться на"
)
SUBSCRIPTIONS = (
    r"newsletter|e-?mails?\b|inbox|alerts?\b|updates?\b|briefing|today\b|push|telegram|whatsapp|youtube|app\b"
    r"|member|subscriber|nyhetsbrev|nyhedsbrev|nieuwsbrief|bolet[ií]n|infolettre|рассылк|канал|розсилк|biuletyn"
)

LANGUAGE_NAMES = """
english deutsch français español italiano português русский українська polski norsk bokmål nynorsk dansk svenska suomi
nederlands türkçe ελληνικά čeština slovenčina magyar română български srpski hrvatski shqip العربية עברית فارسی 中文
简体中文 繁體中文 日本語 한국어 हिन्दी বাংলা اردو tiếng ไทย bahasa
"""

WEAK = """
menu | search | home | close | share your thoughts | comments | accept | reject | i accept | i agree | got it | ok
next | previous | next article | previous article | next story | previous story | show more | load more | view all
see all | view gallery | view more | listen | watch | video | videos | photos | gallery | getty images | reuters
associated press | ap photo | afp | print edition | breaking news | live updates | news | local news | world news
us news | uk news | world | u.s. | us | uk | europe | politics | business | economy | money | markets | sport | sports
tech | technology | science | health | opinion | culture | arts | entertainment | lifestyle | travel | weather | crime
obituaries | e-edition | suche | schließen | startseite | kommentare | nachrichten | politik | wirtschaft | kultur
wissenschaft | panorama | ausland | inland | gesellschaft | meinung | accueil | rechercher | fermer | commentaires
actualités | politique | monde | international | économie | société | santé | inicio | buscar | cerrar | comentarios
noticias | política | mundo | economía | cultura | deportes | cerca | chiudi | commenti | notizie | politica | mondo
economia | cronaca | início | fechar | notícias | меню | поиск | закрыть | главная | комментарии | новости | политика
мир | экономика | общество | культура | спорт | meny | søk | lukk | hjem | nyheter | politikk | verden | søg | luk
nyheder | sök | stäng | hem | världen | zoeken | sluiten | nieuws | politiek | wereld | szukaj | zamknij | wiadomości
świat | новини
"""
