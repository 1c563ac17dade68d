"""Large and common cities: display name = other names people use; a star marks names that are also a word or a name.

Entries are separated by semicolons. Other names are lower case; plain forms of accented names are listed, so that
"munich", "münchen" and "muenchen" are one city whatever a GeoIP database writes.
"""

CITY_ROWS = """
Abidjan; Abu Dhabi; Abuja; Accra; Adana; Addis Ababa; Adelaide; Ahmedabad; Albany*; Albuquerque; Algiers=alger;
Alicante; Almaty; Amman; Amsterdam; Anchorage; Ankara; Antalya; Antwerp=antwerpen,anvers; Århus=aarhus,arhus;
Ashburn; Athens=athina; Atlanta; Auckland; Austin*; Baghdad=bagdad; Baku; Baltimore; Bangalore=bengaluru;
Bangkok; Barcelona; Bari; Basel=basle; Basra; Bath*; Beijing=peking; Beirut; Belfast; Belgrade=beograd;
Belo Horizonte; Bergen; Berlin; Bern=berne; Bielefeld; Bilbao; Birmingham; Bogotá=bogota; Boise; Bologna; Bonn;
Bordeaux; Boston; Boulder*; Boydton; Brasília=brasilia; Bratislava; Bremen; Brighton; Brisbane; Bristol; Brno;
Brussels=bruxelles,brussel; Bucharest=bucuresti,bucurești; Budapest; Buenos Aires; Buffalo*; Bursa;
Busan=pusan; Cairo=el cairo; Calgary; Cali; Cambridge; Campinas; Canberra; Cape Town=capetown; Caracas;
Cardiff; Cartagena; Casablanca; Charlotte*; Chengdu; Chennai=madras; Chicago; Chișinău=chisinau;
Chittagong=chattogram; Chongqing; Christchurch; Cincinnati; Ciudad Juárez=ciudad juarez; Cleveland; Clichy;
Cluj-Napoca=cluj,cluj napoca; Coimbra; Cologne=köln,koln,koeln; Colombo; Columbus*;
Copenhagen=københavn,kobenhavn; Córdoba=cordoba; Cork*; Council Bluffs; Coventry; Curitiba; Dakar; Dallas*;
Damascus; Dar es Salaam; Darmstadt; Darwin*; Delhi; Denver; Des Moines; Detroit; Dhaka; Dnipro; Doha; Dortmund;
Douala; Dresden; Dubai; Dublin; Duisburg; Dundee; Durban; Düsseldorf=dusseldorf,duesseldorf; Edinburgh;
Edmonton; Eindhoven; El Paso; Espoo; Essen; Exeter; Falkenstein; Florence=firenze*; Fort Worth; Fortaleza;
Frankfurt=frankfurt am main; Fresno; Fukuoka; Galway; Gdańsk=gdansk; Geneva=genève,geneve,genf*; Genoa=genova;
Ghent=gent; Glasgow; Gothenburg=göteborg,goteborg; Granada; Graz; Grenoble; Guadalajara; Guangzhou=canton;
Guatemala City; Guayaquil; Gurgaon=gurugram; Hague=the hague,den haag; Haifa; Halifax; Hamburg; Hamilton*;
Hangzhou; Hanoi; Hanover=hannover; Harare; Harbin; Hartford; Havana=la habana; Heidelberg; Helsinki; Hiroshima;
Ho Chi Minh City=saigon; Honolulu; Houston*; Hull*; Hyderabad; Iași=iasi; Incheon; Indianapolis; Innsbruck;
Islamabad; Istanbul; İzmir=izmir; Jacksonville; Jaipur; Jakarta; Jeddah=jiddah; Jerusalem; Johannesburg=joburg;
Kabul; Kampala; Kansas City; Karachi; Karlsruhe; Kathmandu; Katowice; Kazan; Kharkiv=kharkov; Khartoum; Kigali;
Kingston*; Kinshasa; Kobe*; Kochi=cochin; Kolkata=calcutta; Košice=kosice; Kraków=krakow,cracow; Kuala Lumpur;
Kuwait City; Kyiv=kiev; Kyoto; La Paz; Lagos; Lahore; Las Vegas=vegas; Lausanne; Leeds; Leicester; Leiden;
Leipzig; Leuven; Liège=liege; Lille; Lima*; Limassol; Limerick*; Linz; Lisbon=lisboa; Liverpool; Ljubljana;
Łódź=lodz; London*; Los Angeles; Louisville; Luanda; Lübeck=lubeck; Lublin; Lucerne=luzern; Lucknow; Lusaka;
Luxembourg City; Lviv=lvov; Lyon=lyons; Macau; Madison*; Madrid; Malaga=málaga; Malmö=malmo; Managua; Manama;
Manaus; Manchester; Mandalay; Manila; Mannheim; Maputo; Marrakesh=marrakech; Marseille=marseilles; Mecca;
Medellín=medellin; Melbourne; Memphis; Mérida=merida; Mexico City=ciudad de méxico,ciudad de mexico,cdmx;
Miami; Milan=milano*; Milwaukee; Minneapolis; Minsk; Mobile*; Mogadishu; Mombasa; Monterrey; Montevideo;
Montpellier; Montreal=montréal; Moscow=moskva; Mumbai=bombay; Munich=münchen,munchen,muenchen; Münster=munster;
Muscat; Nagoya; Nairobi; Nanjing; Nantes; Naples=napoli; Nashville; Nassau; New Delhi; New Orleans;
New York=new york city,nyc; Newark; Newcastle=newcastle upon tyne; Nice*; Nicosia; Nizhny Novgorod; Noida;
Nottingham; Novosibirsk; Nuremberg=nürnberg,nurnberg,nuernberg; Odense; Odesa=odessa; Oklahoma City; Omaha;
Oporto=porto; Orlando*; Osaka; Oslo; Ostrava; Ottawa; Oulu; Oxford; Palermo; Palo Alto; Panama City; Paris*;
Penang; Perth; Philadelphia=philly; Phnom Penh; Phoenix*; Pittsburgh; Plovdiv; Plymouth; Port Louis;
Port of Spain; Portland; Porto Alegre; Portsmouth; Poznań=poznan; Prague=praha; Pretoria; Pristina; Pune;
Pyongyang; Quebec=québec,quebec city; Quincy*; Quito; Rabat; Raleigh; Ramallah; Reading*; Recife; Redmond;
Regina*; Rennes; Reykjavík=reykjavik; Richmond*; Riga; Rio de Janeiro=rio; Riyadh; Rochester; Rome=roma*;
Rosario*; Rostov-on-Don=rostov on don,rostov; Rotterdam; Sacramento;
Saint Petersburg=st petersburg,st. petersburg; Salt Lake City; Salvador*; Salzburg; Samara*; San Antonio;
San Diego; San Francisco=sf*; San Jose=san josé; San Juan; San Salvador; Santa Clara; Santiago*; Santo Domingo;
São Paulo=sao paulo; Sapporo; Sarajevo; Seattle; Seoul; Seville=sevilla; Shanghai; Sheffield; Shenyang;
Shenzhen; Singapore; Skopje; Sofia*; Southampton; Split*; Stavanger; Stockholm; Strasbourg; Stuttgart;
Surabaya; Surat; Sydney*; Szczecin; Taipei; Tallinn; Tampa; Tampere; Tashkent; Tbilisi; Tegucigalpa;
Tehran=teheran; Tel Aviv=tel aviv-yafo; The Bronx=bronx; Thessaloniki; Tianjin; Tijuana; Timișoara=timisoara;
Tirana; Tokyo; Toledo; Toronto; Toulouse; Trieste; Tripoli; Trondheim; Tucson; Tulsa; Tunis; Turin=torino;
Turku; Ulaanbaatar=ulan bator; Uppsala; Utrecht; Valencia; Valladolid; Valletta; Vancouver; Varna;
Venice=venezia; Verona*; Victoria*; Vienna=wien; Vilnius; Vladivostok; Volgograd; Warsaw=warszawa;
Washington=washington dc,washington d.c.*; Wellington*; Windhoek; Winnipeg; Wolverhampton; Wrocław=wroclaw;
Wuhan; Xi'an=xian; Yangon=rangoon; Yekaterinburg=ekaterinburg; Yerevan; Yokohama; York*; Zagreb;
Zaragoza=saragossa; Zhengzhou; Zürich=zurich,zuerich;
"""
