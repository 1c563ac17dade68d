"""Words that join others, and words that carry no condition."""

from intents.vocabulary.terms import Cue, Generic, Noun, Term, Word, row

WORDS: tuple[Term, ...] = (
    row("for;about;affecting;regarding;concerning;on behalf of;involving;related to;relating to;belonging to;with respect to;with regard to", Word("for")),
    row("of", Word("of")),
    row("by", Word("by"), Cue("by")),
    row("done by;made by;performed by;initiated by;carried out by;triggered by;coming from user~", Word("by")),
    row("from;out of;originating from;coming from;coming out of;come from;came from", Word("from")),
    row("to;into;onto;toward~;in to;against;out to", Word("to")),
    row("in;inside;within;during", Word("in")),
    row("on;at;upon", Word("on")),
    row("with;using;via;through;having;w/", Word("with")),
    row("as", Word("as")),
    row("than", Cue("than")),
    row("not;n't;isn't;wasn't;weren't;aren't;hasn't;haven't;hadn't;neither;nor;didn't;doesn't;don't;hasnt;havent;didnt;never;no;non;failed ever to", Word("not")),
    row("(except|excluding|exclude|excl|not incl|besides|minus|apart from|other than|aside from|leaving out|but not|and not|but no|but without|without|ignoring|ignore|rather than|instead of|not counting|not including|w/o) [for]", Word("except")),
    row("(everyone|everybody|all|anyone|anybody) (but|except|besides|other than|apart from|except for)", Word("except")),
    row("outside [of]", Word("outside")),
    row("but", Word("but"), Word("filler")),
    row("and;&;plus;as well as;along with;then;also", Word("and")),
    row("or;and or", Word("or")),
    row("i;me;my;mine;myself;i've;i'm", Word("me")),
    row("he;she;they;they're;he's;she's;him;her;his;their;them;theirs;it;its;that user;this user;that person;this person;the same (user|person);that account;this account", Word("pronoun")),
    row("excluded;left out;omitted;filtered out;taken out of it", Word("excluded")),
    row("leave out;leave", Word("except")),
    row("these;those;this;that;these ones;those ones;the same;same;the above", Word("these")),
    row("who;whom;who's;whos;who all;which (person|one)", Cue("who")),
    row("by (who|whom)", Cue("by-whom")),
    row("whose", Cue("who")),
    row("when;what time;at what time;at which time;at what hour;which hour;at which hour;since when", Cue("when")),
    row("why;how come;and why;what (caused|causes);the (reason|cause)~ (for|of|behind|why)", Cue("why")),
    row("what;which;whats;what's;wich;whcih;wat;wats", Cue("which")),
    row("where", Cue("where"), Noun("country", "city")),
    row(
        "(show|shows|showing|explain|give|list|get|find|fetch|display|pull|tell|see|look|lookup|check|print|dump|report|retrieve|search|query|bring|view|want|need|like|know) [(up|out|at|for|into|back|over)] [(me|us)] [(the|a|all|all the|a list of|the list of|list of|a report of|everything about)]",
        Word("show"),
    ),
    row(
        "please;pls;plz;kindly;hey;hi;hello;watchbook;bot;so;well;now;thanks [a lot] [so much] [very much];thank you [very much] [so much];many thanks;thanks in advance;cheers;thx;ty;a lot;lot~;much;"
        "(can|could|would|will) (you|we|i);can u;i (want|need|would like|'d like|wanna) [to];i have to;i'd like [to];let me;let's;lets;let us;we need [to];do you know;any idea;i wonder;im looking for;i'm looking for;looking for;"
        "(may|might) (i|we) [(see|have|get|ask|know)];so far;still;anywhere;everywhere;somewhere;nowhere;normal;regular;ordinary;just;quickly;quick;again;actually;really;maybe;perhaps;asap;urgent;fyi;btw;basically;exactly;kind of;sort of;currently;right;rn;there;here;out there;begin;begins;began;begun;beginning to;"
        "need to know;would like to know;want to know;interested in;i am interested in",
        Word("filler"),
    ),
    row(
        "the;a;an;all;all the;all of;all of the;any of;some;some of;each of;both;every single;"
        "is;are;was;were;be;been;being;am;isn;aren;"
        "do;does;did;done;doing;has;have;had;having;get;gets;got;getting;gotten;"
        "that;which were;who were;that were;that are;that was;that have;that has;which have;"
        "may have;might have;may be;might be;will be;will have;would;should;could;can;might;must;"
        "our;your;we;us;you;ours;"
        "if;whether;while;because;since it;so far;such;also;too;only;own;else;very;more;fewer;less;up;out;down;higher;lower;rising;falling;"
        "happen;happened;happening;occur;occurred;occurring;occurrence~;seen;recorded;logged;registered as;found;took place;take place;taken place;going on;came up;come up;appear;appeared;appears;exist;exists;"
        "information;info;detail~;data;record~;entry;entries;item~;row~;result~ for;line~;case~;time~;instance~;stuff;thing~;one;ones;list;report;overview;summary;details of;log;logs;history;"
        "tenant;directory;organization;organisation;org;company;our tenant;the tenant;this tenant;environment;entra;entra id;azure;azure ad;aad;azure active directory;microsoft entra id;microsoft entra;azuread;microsoft;system logs;"
        "hitting;seeing;saw;see;seen by;getting;having;week~;day~;month~;hour~;minute~;year~;network~;subnet~;range;prefix;made;performed;carried out;executed;conducted;processed;completed by;raised;hit;targeted;attacked;affected;impacted;abused;involved;reached;went live;go live;goes live;going live;gone live;rolled out;launched;correlation [id]~;request id~;correlationid;activity id;tracking id;object id;user id;app id~;application id~;client id~;request;guid;looking;look up;"
        "particular;certain;specific;given;various;following;corresponding;respective;relevant;related;associated;available;possible;entire;whole;full;complete;actual;"
        "try;tries;tried;trying;attempt to;attempted to;attempting to;manage to;managed to;able to;start;started;use to",
        Word("filler"),
    ),
    row(
        "in the course of;in the month of;in the months of;in the period [of];date of;filtered (on|by|for);caused by;on the part of;in terms of;in case of;in respect of;as part of;by means of;with the help of;in connection with;in relation to;trace id;usually;normally;typically;generally;often;sometimes;always;mostly;apparently;supposedly;hopefully;obviously;honestly;unfortunately;finally;suddenly;"
        "morning all;good morning [(all|team|everyone|folks)];good afternoon [(all|team|everyone)];good evening [(all|team|everyone)];hi (all|team|there|everyone|folks);hello (all|team|there|everyone);hey (all|team|there|folks);guys;dear;sir;mate;buddy;sorry;excuse me;quick question;question;one more;another one;"
        "aadsts;error code;errorcode;code;"
        "(newest|latest|most recent|last) (first|on top);(please|pls|can you|could you|now|then) group;"
        "(what's|whats|what is) the deal [with];(what's|whats|what is) up with;(what|how) about [all];all (these|those);instead;(sort|sorted|order|ordered|rank|ranked) by (count|number|total|volume|frequency|time|date) [descending];"
        "(is|was|if) (it|this|that) (only|just);(is|was) the only one;"
        "not sure [(if|whether|why|what|who|how)];no idea;not certain;no worries;no rush;no hurry;not urgent;not only;no matter;(i|we|he|she|they) (don't|do not|didn't|did not|cannot|can't|could not|couldn't) (know|see|find|understand|remember|tell|care|believe);(cannot|can't|couldn't|could not) (find|see|tell|figure out|remember);"
        "im;i am;wondering;to check;double check;verify;investigate;investigating;looking into;trying to (find out|figure out|understand|see|know|check);figure out;find out;need help;help me [with];"
        "could it be;is it possible;possible to;is there a way to;how do i (see|find|get|check);how can i (see|find|get|check);where can i (see|find)",
        Word("filler"),
    ),
    row(
        "(please|pls|plz|kindly|can you|could you) share;share with me;share the;provide;provides;supply;enumerate;indicate;state;outline;present;produce;deliver;compile;extract;summarise;summarize;gimme;gimmie;lemme;lemme see;hit me with;"
        "evidence [(that|of|for)];proof [(that|of|for)];caller~;ticket~;incident~;alert~;case number;customer~;complaint~;complains;complaining;reports that;says;said;told;tells;claims;claimed;"
        "um;umm;uh;er;hmm;hm;ah;oh;oops;wait;yo;lol;argh;ugh;well well;"
        "revert;reverting;think;thinks;believe;guess;suppose;doubt;having doubt;a doubt;needful;do the needful;dumb;stupid;silly;by accident;accidentally;accident;by mistake;mistakenly;mean;means;meaning;itself;himself;herself;themselves;own;"
        "called;named;titled;(from|in|out of) [the] (recycle bin|deleted items|bin);moment;in which moment;volume;volumes;former;previous employee;ex employee;current;currently;state of;went on;go;goes;going;went;gone on;come;comes;coming;arrive~;send;sends;sent;sending;tell;asking;call;calls;"
        "typing;type;types;typed;entering;keep~;keeps;kept;keeping;stopping;stop;stops;stopped;held;holding;carried;carrying;work;works;working;names of;"
        "because;due to;reason being;as i;cause i;since its;launch;launches;roll out;rollout;go live date;"
        "name please;count wise;number wise;data wise;prompt~;page~;screen~;message~;window~;popup~;"
        "userprincipalname;userdisplayname;appdisplayname;clientappused;ipaddress;errorcode;status errorcode;provisioningaction;activitydisplayname;initiatedby;targetresources;conditionalaccessstatus;resourcedisplayname;createddatetime;activitydatetime;resulttype;operationname;signinlogs;auditlogs;aadprovisioninglogs",
        Word("filler"),
    ),
    row("recent;recently;lately;latterly;of late;these days;as of late;at the moment;newly", Word("recent")),
    row("(change|changed|changes|changing|modify|modifies|modified|modifying|modification~|edit|edits|edited|editing|alter|altered|alteration~|touch|touched|touching|mess with|messed with|messing with|tamper with|tampered with|tampering with|amend|amended|tweaked|adjusted)", Generic(verb=True)),
    row("(action|event|administration|admin action|admin activity|admin change|admin event|admin operation)~", Generic()),
)
