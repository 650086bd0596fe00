"""Names of a mixed English county. Drawn by hand; families keep to one heritage or mix two."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heritage:
    name: str
    ethnicity: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    language: str = "English"
    religion: str = ""


def _of(words: str) -> tuple[str, ...]:
    return tuple(words.split())


BRITISH = Heritage(
    "british",
    "White British",
    _of(
        "Chloe Ellie Kayleigh Donna Shannon Leanne Gemma Tina Abigail Poppy Freya Ruby Erin Skye Courtney Maisie Holly"
        " Stacey Jodie Amber Paige Lexi Demi Scarlett Bethany Imogen Rosie Tegan Evie Kirsty Lorraine Denise Sheila"
    ),
    _of(
        "Callum Ryan Liam Jake Connor Kyle Mason Riley Tyler Jayden Harvey Alfie Dylan Lewis Craig Lee Darren Wayne"
        " Archie Finley Toby Corey Kian Logan Reece Ashley Shaun Stuart Gary Bradley Zach Elliot Brandon Jamie"
    ),
    _of(
        "Hollings Pickersgill Marsh Tranter Wadsworth Beesley Crabtree Dunmore Fairclough Garside Haslam Ibbotson"
        " Jessop Kettle Lumb Mallinson Nettleton Oldroyd Pashley Quarmby Rudd Sugden Thackray Unsworth Varley Wragg"
        " Yeadon Tolson Brook Cawthra Denby Eastwood Firth Gledhill Hoyle Murgatroyd Lomas Shires Ramsden Peel"
    ),
    religion="No religion",
)
OLDER = Heritage(
    "older british",
    "White British",
    _of("Doreen Edna Mavis Audrey Joan Betty Hilda Norma Beryl Sylvia Maureen Jean Elsie Brenda Vera Winifred Dorothy"),
    _of("Ronald Harold Stanley Derek Kenneth Raymond Albert Norman Eric Geoffrey Clifford Dennis Leonard Wilfred Roy"),
    BRITISH.surnames,
    religion="Christian",
)
PAKISTANI = Heritage(
    "pakistani",
    "Asian or Asian British: Pakistani",
    _of("Aisha Zainab Maryam Nadia Saima Hafsa Iqra Shazia Rabia Amna Sumaiya Khadija Noreen Farah"),
    _of("Hamza Bilal Usman Zeeshan Adnan Haroon Ibrahim Faisal Tariq Danyal Kashif Yusuf Asim Rehan"),
    _of("Mahmood Hussain Akram Javed Malik Shafiq Rehman Bashir Saleem Qureshi Aslam Zaman"),
    "Punjabi (Mirpuri)",
    "Muslim",
)
INDIAN = Heritage(
    "indian",
    "Asian or Asian British: Indian",
    _of("Priya Simran Kavita Jasleen Anjali Meera Harpreet Reena Diya Manisha"),
    _of("Arjun Rohan Gurpreet Vikram Dev Jaspal Kiran Sanjay Aarav Harjit"),
    _of("Sandhu Dhillon Patel Mistry Bains Chauhan Solanki Grewal"),
    "Punjabi",
    "Sikh",
)
POLISH = Heritage(
    "polish",
    "White: any other White background",
    _of("Kinga Oliwia Maja Dorota Ewelina Zuzanna Natalia Iwona Aleksandra Hanna"),
    _of("Kacper Szymon Piotr Filip Tomasz Jakub Wojciech Bartosz Mateusz Oskar"),
    _of("Kowalczyk Wilk Zawadzki Maciejewski Pawlak Gorski Dudek Krawczyk"),
    "Polish",
    "Roman Catholic",
)
SOMALI = Heritage(
    "somali",
    "Black or Black British: African",
    _of("Hodan Ayaan Sagal Fadumo Ifrah Nimco Sahra Hibaaq"),
    _of("Abdi Mahad Liban Guled Zakariya Ayub Warsame Bashiir"),
    _of("Farah Abdullahi Jama Yusuf Elmi Warsame Hersi"),
    "Somali",
    "Muslim",
)
ROMANIAN = Heritage(
    "romanian",
    "White: any other White background",
    _of("Ioana Elena Mirela Andreea Denisa Larisa Gabriela Florentina"),
    _of("Andrei Ionut Marius Cristian Razvan Stefan Florin Luca"),
    _of("Munteanu Stoica Dragomir Lupu Ciobanu Radu Neagu"),
    "Romanian",
    "Orthodox",
)
TRAVELLER = Heritage(
    "traveller",
    "White: Gypsy or Irish Traveller",
    _of("Bridget Kathleen Shakira Margaret Mercedes Noreen Savannah"),
    _of("Martin Paddy Johnny Miley Tommy Hughie Jimmy-Lee"),
    _of("Cash Boswell Maughan Stokes Lovell Quilligan"),
    religion="Roman Catholic",
)
NIGERIAN = Heritage(
    "nigerian",
    "Black or Black British: African",
    _of("Ngozi Temitope Adaeze Blessing Ifeoma Oluwaseun Chiamaka Funmilayo"),
    _of("Chidi Emeka Oluwatobi Femi Kelechi Babatunde Obinna David"),
    _of("Okafor Adeyemi Eze Balogun Nwosu Ogunleye Chukwu"),
    religion="Christian",
)
CARIBBEAN = Heritage(
    "caribbean",
    "Black or Black British: Caribbean",
    _of("Shanice Keisha Tiana Monique Jada Marcia Simone Aaliyah"),
    _of("Jerome Tyrell Marlon Andre Dwayne Malachi Kareem Elijah"),
    _of("Campbell Grant Francis Gayle Samuels Brown Pryce"),
    religion="Christian",
)
CHINESE = Heritage(
    "chinese",
    "Asian or Asian British: Chinese",
    _of("Mei-Ling Xiu Jia-Hui Wai-Yan Lan Ka-Yee"),
    _of("Jun Wei Ka-Ho Hao Chun Zihan"),
    _of("Cheung Lau Zhang Ho Leung"),
    "Cantonese",
)
HERITAGES = (
    (BRITISH, 112),
    (PAKISTANI, 20),
    (INDIAN, 9),
    (POLISH, 12),
    (SOMALI, 8),
    (ROMANIAN, 9),
    (TRAVELLER, 7),
    (NIGERIAN, 9),
    (CARIBBEAN, 9),
    (CHINESE, 5),
)
SAID = {
    "Amara": "ah-MAH-ra",
    "Siobhan": "shiv-AWN",
    "Xiu": "SHYOO",
    "Zuzanna": "zoo-ZAH-na",
    "Szymon": "SHIH-mon",
    "Ngozi": "n-GOH-zee",
    "Nimco": "NIM-oh",
    "Hibaaq": "hib-AHK",
    "Ionut": "yo-NOOTS",
    "Temitope": "teh-mee-TOH-pay",
    "Wojciech": "VOY-chekh",
    "Adaeze": "ah-DAY-zay",
    "Kacper": "KATS-per",
    "Ka-Yee": "kah-YEE",
    "Ifrah": "IF-rah",
    "Oluwaseun": "oh-loo-wah-SHAY-oon",
    "Chiamaka": "chee-ah-MAH-ka",
    "Iqra": "IK-ra",
    "Razvan": "ruhz-VAHN",
}
