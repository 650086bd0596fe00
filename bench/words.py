"""Made-up names of many origins, and case notes of realistic length, from a vocabulary."""

from random import Random


def _of(words: str) -> list[str]:
    return words.split()


GIVEN = _of(
    "Aisha Ada Agnieszka Alfie Amara Amelia Amir Anna Arthur Ava Ayaan Bethan Bilal Blessing Bogdan Caoimhe Carys"
    " Chidi Chloe Ciara Connor Daniel Dafydd David Demi Deshawn Elena Elif Ellie Emeka Emily Ethan Evan Ewa Farah"
    " Fatima Finn Freya Gareth George Grace Grzegorz Gurpreet Hamza Hannah Harjit Harriet Harry Hassan Ibrahim"
    " Ines Ioan Isla Ivy Jack Jade Jakub Jamal James Jasmine Jayden Joao John Josef Kaia Katarzyna Katherine Keira"
    " Khadija Kofi Krzysztof Kwame Layla Leah Leo Liam Lily Logan Lucas Lukasz Maeve Mahnoor Malik Maria Mason"
    " Megan Mehmet Michael Mila Mohammed Molly Nadia Naomi Niamh Noah Nour Oisin Olivia Omar Oscar Osian Padraig"
    " Parveen Philip Poppy Precious Priya Rafael Rhys Riley Roisin Rosa Ruby Ryan Saif Saoirse Sara Seren Shabnam"
    " Shannon Simran Sinead Siobhan Sofia Stefan Stephen Suresh Tadhg Tariq Teodora Thi Thomas Tia Tobias Tomasz"
    " Umar Victoria Viktor Wiktoria William Xiao Yasmin Yusuf Zahra Zainab Zara Zofia Zuzanna"
)
FAMILY = _of(
    "Abdi Abdullah Adeyemi Afolabi Ahmed Akhtar Ali Allen Andrews Appiah Archer Asante Aziz Bailey Baker Banerjee"
    " Barnes Begum Bello Bennett Bhatti Bianchi Boateng Bowen Bradley Brennan Brown Butt Byrne Campbell Carter"
    " Chaudhry Chen Choudhury Clarke Cohen Cole Collins Cooper Costa Cox Davies Dhillon Diallo Diaz Dixon Dogan"
    " Doherty Duffy Eze Evans Farah Fernandes Fisher Flynn Foster Gallagher Garcia Georgiou Ghosh Gill Gonzalez"
    " Green Griffiths Hall Hansen Harris Hassan Hayes Horvath Hughes Hussain Ibrahim Ismail Iqbal Ivanov Jackson"
    " Jama James Jenkins Johnson Jones Joseph Kamara Kapoor Kaur Kelly Khan Khatun Kim King Kovacs Kowalski Kumar"
    " Lee Lewandowski Lewis Li Lopez Macdonald Mahmood Malik Mann Marsh Martin Mason Mbeki Mccarthy Mehta Mendes"
    " Mensah Miah Miller Mitchell Mohamud Moore Morgan Moyo Murphy Ncube Nguyen Nowak Obrien Odonnell Okafor"
    " Oneill Oneal Osman Owen Owusu Palmer Papadopoulos Parker Patel Pereira Petrov Phillips Pham Popescu Powell"
    " Price Qureshi Rahman Rai Reid Richards Roberts Robinson Rossi Ryan Sahin Saleh Sandhu Santos Schmidt Shah"
    " Sharma Sheikh Silva Singh Smith Smyth Stewart Suleiman Sullivan Szabo Tanaka Taylor Thomas Thompson Tran"
    " Turner Uddin Usman Varga Vasquez Walker Walsh Wang Ward Watson White Williams Wilson Wojcik Wood Wright"
    " Yilmaz Young Yusuf Zhang Zielinski"
)
ENDINGS = ["", "", "", "", "", "son", "s", "ton", "er", "ley", "ski", "ov", "well", "by", "ford", "man"]

WHO = """mum|dad|his aunt|her grandmother|the carer|the school|the health visitor|the police officer|
his keyworker|the GP|a neighbour|
the landlord|her sister|the support worker|the duty worker|the family|the foster carer|the hospital ward|
his uncle|the tutor"""
WHAT = """the rent|school attendance|sleep|bedtime|contact at the centre|medication|the tenancy|benefits|
a referral|the safety plan|diet|
transport|asthma|eczema|speech|hearing|the dentist|hospital|discharge|equipment|a bruise|a fall|debt|heating|damp|
overcrowding|
drinking|smoking|cannabis|anxiety|low mood|self-harm|an argument|shouting|the ex-partner|bail conditions|court|
probation|bullying|
exclusion|homework|a new school|friends|football|swimming|nursery|weaning|immunisations|the assessment|
a care package|respite|
continence|walking|a frame|the stairlift|memory|confusion|wandering|the will|savings|a loan|gambling|immigration|
a passport|an interpreter|
eviction|homelessness|bed and breakfast|a placement|the review|pocket money|passports|contact with siblings|
epilepsy|diabetes|insulin|
pregnancy|antenatal care|a midwife|fire risk|hoarding|a dog|the garden|laundry|shopping|a befriender|day centre|
church|the mosque|
trauma|nightmares|running away|missing overnight|an older friend|a phone|online contact|gifts|county lines|a knife"""
PATTERNS = [
    "{Who} said that {what} is going better than last month and that no further help is wanted at present.",
    "Spoke to {who} about {what}. Agreed to look at it again within two weeks.",
    "{Who} is worried about {what} and has asked for somebody to ring back.",
    "Seen at home with {who}. Home conditions were clean and warm; {what} was discussed at length.",
    "There were concerns about {what}, which {who} did not recognise.",
    "I explained why {what} matters and what would happen if nothing changes.",
    "{Who} did not attend. A letter was sent about {what} and a new date offered.",
    "The young person told me that they feel safe, but that {what} makes them unhappy.",
    "Discussed with my manager: continue to monitor {what}, and tell {who} of the outcome.",
    "{Who} will take the lead on {what}; I will check progress at the next visit.",
    "No change since the last contact with {who}.",
    "We went through the plan together. {Who} thought that {what} should come first.",
    "Observed warm interaction with {who}; laughed when talking about {what}.",
    "Telephoned {who} three times today and left a message regarding {what}.",
    "Information received from {who}: possible link with {what}, not yet confirmed.",
    "Needs prompting with {what} most mornings and is tired by the afternoon.",
]
TITLES = [
    "Home visit",
    "Telephone call",
    "Office visit",
    "School meeting",
    "Supervision",
    "Duty contact",
    "Core group",
    "Review",
    "Joint visit",
    "Letter sent",
    "E-mail received",
    "Health appointment",
    "Planning meeting",
    "Unannounced visit",
    "Handover",
]


class Author:
    """Writes the same notes from the same seed."""

    def __init__(self, random: Random, sentences: int = 20_000):
        self.random = random
        who, what = ([w.strip() for w in words.split("|")] for words in (WHO, WHAT))
        weights = [1 / (rank + 3) for rank in range(len(what))]
        subjects = random.choices(what, weights, k=sentences)
        self.sentences = [self._sentence(random.choice(who), subject) for subject in subjects]

    def _sentence(self, who: str, what: str) -> str:
        return self.random.choice(PATTERNS).format(who=who, Who=who[0].upper() + who[1:], what=what)

    def title(self) -> str:
        return self.random.choice(TITLES)

    def text(self) -> str:
        """One to forty sentences: half have up to four, about sixty words; the mean is nearer seventy."""
        count = min(40, max(1, round(self.random.lognormvariate(1.4, 0.7))))
        return " ".join(self.random.choices(self.sentences, k=count))


def given_names(random: Random) -> list[str]:
    """To pick from: four of five are single."""
    return GIVEN * 4 + [f"{one} {random.choice(GIVEN)}" for one in GIVEN]


def family_names(random: Random) -> list[str]:
    """To pick from: seven in a hundred are double."""
    single = [family + ending for family in FAMILY for ending in ENDINGS]
    return single + [f"{random.choice(single)} {random.choice(FAMILY)}" for _ in range(len(single) * 7 // 93)]
