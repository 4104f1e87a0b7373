"""Libraries of services, media and documents, each by what its users call most."""

import asyncio

import atlassian
import binance
import caldav
import camelot
import easyocr
import exchangelib
import face_recognition
import instagrapi
import kombu
import ldap
import MetaTrader5
import nltk
import paddleocr
import pdfkit
import praw
import pyautogui
import pygame.time
import pysftp
import sounddevice
import tabula
import tls_client
import trello
import ultralytics
import undetected_chromedriver
import vk_api
import weasyprint
from alpha_vantage.timeseries import TimeSeries
from binance.client import Client
from docxtpl import DocxTemplate
from google.cloud import speech, texttospeech, translate_v2, vision
from kubernetes import client, watch
from langchain_community.document_loaders import PyPDFLoader
from langchain_community.vectorstores import FAISS
from matplotlib import pyplot
from moviepy.editor import VideoFileClip
from todoist_api_python.api import TodoistAPI
from vertexai.generative_models import GenerativeModel
from zenpy import Zenpy

SFTP = pysftp.Connection("h")
CHROME = undetected_chromedriver.Chrome()
STORE = FAISS.from_texts(["x"], None)
BINANCE = binance.AsyncClient()
PRINCIPAL = caldav.DAVClient("x").principal()
READER = easyocr.Reader(["en"])
OCR = paddleocr.PaddleOCR()
YOLO = ultralytics.YOLO("x")
CLIP = VideoFileClip("x")


async def services(path, url, texts):
    await asyncio.to_thread(vision.ImageAnnotatorClient().text_detection, image=1)  # error: 4
    await asyncio.to_thread(translate_v2.Client().translate, "x")  # error: 4
    await asyncio.to_thread(speech.SpeechClient().recognize, config=1)  # error: 4
    await speech.SpeechAsyncClient().recognize(config=1)
    await asyncio.to_thread(texttospeech.TextToSpeechClient().synthesize_speech, input=1)  # error: 4
    await GenerativeModel("m").generate_content_async("x")  # error: 4
    await GenerativeModel("m").generate_content_async("x")
    for event in watch.Watch().stream(client.CoreV1Api().list_node):  # error: 17
        print(event)
    await asyncio.to_thread(kombu.Connection("amqp://").connect)  # error: 4
    await asyncio.to_thread(MetaTrader5.initialize)  # error: 4
    await asyncio.to_thread(ldap.initialize("x").simple_bind_s, "a", "b")  # error: 4
    await asyncio.to_thread(CHROME.get, url)  # error: 4
    await asyncio.to_thread(STORE.similarity_search, "x")  # error: 4
    await FAISS.afrom_texts(texts, None)


async def upload(path):
    SFTP.put(path)  # error: 4


async def pages(url):
    await asyncio.to_thread(atlassian.Confluence(url).get_page_by_id, 1)  # ASY102: 4
    await asyncio.to_thread(trello.TrelloClient("k").list_boards)  # ASY102: 4
    await asyncio.to_thread(TodoistAPI("k").get_tasks)  # ASY102: 4
    await asyncio.to_thread(instagrapi.Client().login, "a", "b")  # ASY102: 4
    await asyncio.to_thread(vk_api.VkApi(token="x").method, "x")  # ASY102: 4
    await asyncio.to_thread(TimeSeries("k").get_daily, "x")  # ASY102: 4
    await BINANCE.get_account()  # ASY102: 4
    await asyncio.to_thread(PRINCIPAL.calendars)  # ASY102: 4
    await asyncio.to_thread(exchangelib.Message().send)  # ASY102: 4
    await asyncio.to_thread(tls_client.Session().get, url)  # ASY102: 4
    await asyncio.to_thread(nltk.download, "x")  # ASY102: 4

    def tickets_and_list():
        tickets = Zenpy().tickets(id=1)  # ASY102: 14
        print(list(tickets))  # ASY102: 10

    await asyncio.to_thread(tickets_and_list)
    for post in praw.Reddit().subreddit("x").hot():  # ASY102: 16
        print(post)


async def accounts():
    exchangelib.Account("x", autodiscover=True)  # ASY102: 4
    exchangelib.Account("x")


async def documents(path, picture):
    await asyncio.to_thread(camelot.read_pdf, path)  # ASY106: 4
    await asyncio.to_thread(tabula.read_pdf, path)  # ASY105: 4
    await asyncio.to_thread(pdfkit.from_string, "x", path)  # ASY105: 4
    await asyncio.to_thread(DocxTemplate(path).save, path)  # ASY106: 4
    await asyncio.to_thread(PyPDFLoader(path).load)  # ASY106: 4
    await asyncio.to_thread(weasyprint.HTML(string="x").write_pdf)  # ASY111: 4
    await asyncio.to_thread(face_recognition.face_encodings, picture)  # ASY111: 4
    await asyncio.to_thread(READER.readtext, path)  # ASY111: 4
    await asyncio.to_thread(OCR.ocr, path)  # ASY111: 4
    await asyncio.to_thread(YOLO.predict, path)  # ASY111: 4
    await asyncio.to_thread(CLIP.write_videofile, path)  # ASY105: 4


async def figures(path):
    figure, axes = pyplot.subplots()
    axes.plot([1])
    figure.savefig(path)  # ASY111: 4


async def pauses():
    pyautogui.sleep(3)  # ASY101: 4
    pygame.time.wait(100)  # ASY101: 4


async def recordings():
    await asyncio.to_thread(sounddevice.rec, 1, blocking=True)  # ASY110: 4
    sounddevice.rec(1)
    await asyncio.to_thread(sounddevice.wait)  # ASY110: 4
