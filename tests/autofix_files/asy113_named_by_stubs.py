import asyncio

from langchain_core.embeddings import Embeddings
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable
from langchain_core.vectorstores import VectorStore
from langchain_openai import ChatOpenAI

PROMPT = ChatPromptTemplate.from_template("tell me of {topic}")


async def answers(model: BaseChatModel, chain: Runnable, inputs):
    await model.ainvoke("x")  # error: 4, call="invoke", sibling="ainvoke"
    await chain.abatch(inputs)  # error: 4, sibling="abatch"
    await (PROMPT | model | StrOutputParser()).ainvoke({"topic": "x"})  # error: 4
    await chain.ainvoke("x")


async def searches(store: VectorStore, embeddings: Embeddings):
    await store.asimilarity_search("x")  # error: 4
    await store.as_retriever().ainvoke("x")  # error: 4
    await embeddings.aembed_query("x")  # error: 4
    await store.asimilarity_search("x")
    await VectorStore.afrom_texts(["x"], embeddings)  # error: 4


async def nothing_to_wait_for(text):
    PROMPT.invoke({"topic": "x"})
    StrOutputParser().invoke(text)
    PROMPT.partial(topic="x")


async def reported_otherwise():
    await ChatOpenAI().ainvoke("x")  # ASY104: 4


async def elsewhere(chain: Runnable, wants_async):
    await asyncio.to_thread(chain.invoke, "x")
    if wants_async:
        return await chain.ainvoke("y")
    return chain.invoke("y")


class Own(Runnable):
    async def ainvoke(self, value):
        return self.invoke(value)


def outside(chain: Runnable):
    return chain.invoke("x")
